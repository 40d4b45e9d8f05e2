/// Lists that are read page by page.
@NullMarked
package dev.rowhook.api.paging;

import org.jspecify.annotations.NullMarked;
