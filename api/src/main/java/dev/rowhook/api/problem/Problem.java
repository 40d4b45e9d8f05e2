package dev.rowhook.api.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.springframework.http.HttpStatus;

import java.util.List;
import java.util.Map;

/// A problem detail of RFC 9457. `code` is for programs, `detail` for people.
///
/// @param members further ones, by their names
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        HttpStatus status,
        String code,
        String detail,
        List<FieldError> errors,
        @JsonAnyGetter Map<String, Object> members) {

    public Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
    }

    /// A problem without further members.
    public Problem(HttpStatus status, String code, String detail, List<FieldError> errors) {
        this(status, code, detail, errors, Map.of());
    }

    /// A problem of the request as a whole.
    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, List.of());
    }

    /// A reference to the page that explains the code.
    @JsonProperty("type")
    public String type() {
        return "/problems/" + code;
    }

    /// The same for all problems of one status.
    @JsonProperty("title")
    public String title() {
        return status.getReasonPhrase();
    }

    @JsonProperty("status")
    int statusCode() {
        return status.value();
    }
}
