package dev.rowhook.api.problem;

import org.springframework.http.HttpStatus;

import java.util.List;

/// Ends a request with a problem. Its message is the code, which may be logged.
public class ProblemException extends RuntimeException {
    private final transient Problem problem;

    /// Ends the request with `problem`.
    public ProblemException(Problem problem) {
        super(problem.code());
        this.problem = problem;
    }

    /// 404: this account has no such thing, whoever else has.
    public static ProblemException notFound(String kind) {
        return of(
                HttpStatus.NOT_FOUND, kind + "_not_found", "There is no such " + words(kind) + ".");
    }

    /// 404 for a reference in a request's body.
    public static ProblemException notFound(String kind, String pointer) {
        String detail = "There is no such " + words(kind) + ".";
        String code = kind + "_not_found";
        return new ProblemException(
                new Problem(
                        HttpStatus.NOT_FOUND,
                        code,
                        detail,
                        List.of(new FieldError(pointer, code, detail))));
    }

    /// 422: these fields of the request are wrong.
    public static ProblemException invalidFields(List<FieldError> errors) {
        return new ProblemException(
                new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "invalid_fields",
                        "Fields of the request are missing, unknown or wrong.",
                        errors));
    }

    /// 409: the request does not agree with what there is.
    public static ProblemException conflict(String code, String detail) {
        return of(HttpStatus.CONFLICT, code, detail);
    }

    /// 409: another resource of this kind has the name.
    public static ProblemException nameTaken(String name) {
        String detail = "The name '%s' is taken.".formatted(name);
        return new ProblemException(
                new Problem(
                        HttpStatus.CONFLICT,
                        "name_taken",
                        detail,
                        List.of(new FieldError("/name", "name_taken", detail))));
    }

    /// Any other problem.
    public static ProblemException of(HttpStatus status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, detail));
    }

    private static String words(String kind) {
        return kind.replace('_', ' ');
    }

    /// What the answer says.
    public Problem problem() {
        return problem;
    }
}
