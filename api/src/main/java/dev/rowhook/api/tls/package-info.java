/// What requests and answers say of certificates, at endpoints and at sources.
@NullMarked
package dev.rowhook.api.tls;

import org.jspecify.annotations.NullMarked;
