package dev.rowhook.api.database;

import dev.rowhook.core.JobId;

/// A gap that is to be mended, and the job that tells how far that is.
record RequestedMend(JobId job, MendAnswer answer) {}
