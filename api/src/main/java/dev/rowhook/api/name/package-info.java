/// How resources, hosts and tables are named.
@NullMarked
package dev.rowhook.api.name;

import org.jspecify.annotations.NullMarked;
