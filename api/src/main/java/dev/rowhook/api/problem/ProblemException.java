package dev.rowhook.api.problem;

import java.util.List;

/// Ends a request with a problem. Its message is the code, which may be logged.
public class ProblemException extends RuntimeException {
    private final transient Problem problem;

    /// Ends the request with `problem`.
    public ProblemException(Problem problem) {
        super(problem.kind().text());
        this.problem = problem;
    }

    /// A problem of the request as a whole.
    public static ProblemException of(ProblemCode code, String detail) {
        return new ProblemException(Problem.of(code, detail));
    }

    /// One of which there is no more to say than its code does, such as that this account has no
    /// such thing, whoever else has.
    public static ProblemException of(ProblemCode code) {
        return new ProblemException(Problem.of(code));
    }

    /// The same about one field, such as a reference to nothing in a request's body.
    public static ProblemException at(String pointer, ProblemCode code, String detail) {
        return new ProblemException(
                new Problem(code, detail, List.of(new FieldError(pointer, code.text(), detail))));
    }

    /// 422: these fields of the request are wrong.
    public static ProblemException invalidFields(List<FieldError> errors) {
        return new ProblemException(
                new Problem(
                        ProblemCode.INVALID_FIELDS, ProblemCode.INVALID_FIELDS.meaning(), errors));
    }

    /// 409: another resource of this kind has the name.
    public static ProblemException nameTaken(String name) {
        return at("/name", ProblemCode.NAME_TAKEN, "The name '%s' is taken.".formatted(name));
    }

    /// What the answer says.
    public Problem problem() {
        return problem;
    }
}
