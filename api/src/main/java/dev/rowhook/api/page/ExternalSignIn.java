package dev.rowhook.api.page;

import java.util.List;

/// Other ways to sign in than by a password, for the sign-in page to lead to.
public interface ExternalSignIn {
    /// The parameter by which a way that failed comes back to the page.
    String FAILED = "failed";

    /// One after another; `path` is one of ours, and takes `next` as the page does.
    List<Link> links();

    record Link(String path, String title) {}
}
