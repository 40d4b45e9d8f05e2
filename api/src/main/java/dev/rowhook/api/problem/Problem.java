package dev.rowhook.api.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.springframework.http.HttpStatus;

import java.util.List;
import java.util.Map;

/// A problem detail of RFC 9457. `code` is for programs, `detail` and `remedy` for people.
///
/// @param kind what its code, status and remedy are
/// @param members further ones, by their names
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "remedy", "errors"})
public record Problem(
        @JsonProperty("code") ProblemCode kind,
        String detail,
        List<FieldError> errors,
        @JsonAnyGetter Map<String, Object> members) {

    public Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
    }

    /// A problem without further members.
    public Problem(ProblemCode kind, String detail, List<FieldError> errors) {
        this(kind, detail, errors, Map.of());
    }

    /// A problem of the request as a whole.
    public static Problem of(ProblemCode kind, String detail) {
        return new Problem(kind, detail, List.of());
    }

    /// Of which there is no more to say than its code does.
    public static Problem of(ProblemCode kind) {
        return of(kind, kind.meaning());
    }

    public HttpStatus status() {
        return kind.status();
    }

    /// A reference to the page that explains the code.
    @JsonProperty("type")
    public String type() {
        return "/problems/" + kind.text();
    }

    /// The same for all problems of one status.
    @JsonProperty("title")
    public String title() {
        return status().getReasonPhrase();
    }

    @JsonProperty("status")
    int statusCode() {
        return status().value();
    }

    @JsonProperty("remedy")
    public String remedy() {
        return kind.remedy();
    }
}
