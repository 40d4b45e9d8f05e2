/// The resource `/v1/jobs`: what was asked for and takes long, whatever it is.
@NullMarked
package dev.rowhook.api.job;

import org.jspecify.annotations.NullMarked;
