/// Which addresses may be dialled for tenants, judged where they are dialled.
@NullMarked
package dev.rowhook.core.egress;

import org.jspecify.annotations.NullMarked;
