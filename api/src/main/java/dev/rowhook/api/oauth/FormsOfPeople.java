package dev.rowhook.api.oauth;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Holds the forms that people send to the authorization server to their token: Spring lets its
/// endpoints off, as most are for programs.
final class FormsOfPeople {
    private FormsOfPeople() {}

    static CsrfFilter filter(RequestMatcher forPeople, CsrfTokenRepository tokens) {
        CsrfFilter filter = new CsrfFilter(tokens);
        // A name of its own: a second filter of one name does nothing.
        filter.setBeanName("formsOfPeople");
        filter.setRequireCsrfProtectionMatcher(
                request -> isPost(request) && forPeople.matches(request));
        return filter;
    }

    private static boolean isPost(HttpServletRequest request) {
        return request.getMethod().equals("POST");
    }
}
