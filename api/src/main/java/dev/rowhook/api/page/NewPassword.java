package dev.rowhook.api.page;

import dev.rowhook.api.signin.password.PasswordRules;
import dev.rowhook.core.secret.Secret;

import jakarta.servlet.http.HttpServletRequest;

/// A password that someone chose in a form, typed twice.
///
/// @param objection what is wrong with it, or nothing
record NewPassword(Secret password, String objection) {

    static NewPassword read(HttpServletRequest request, String email) {
        Secret password = Form.secret(request, "password");
        String objection =
                password.equals(Form.secret(request, "again"))
                        ? PasswordRules.objection(password, email).orElse("")
                        : "The two passwords are not the same.";
        return new NewPassword(password, objection);
    }

    boolean isFine() {
        return objection.isEmpty();
    }
}
