/// The description of the API in OpenAPI: how its parts make one document, and whether requests and
/// answers are as it says.
@NullMarked
package dev.rowhook.api.contract;

import org.jspecify.annotations.NullMarked;
