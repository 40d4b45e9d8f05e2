/// Sessions of the databases that tenants name, and what their catalogues say of tables.
@NullMarked
package dev.rowhook.source;

import org.jspecify.annotations.NullMarked;
