package dev.rowhook.server.command;

import dev.rowhook.server.operate.StoreUrl;

/// The URL of an option, as store-url is written.
final class SuperuserUrl {
    private SuperuserUrl() {}

    static StoreUrl parse(String text) throws Refusal {
        return StoreUrl.tryParse(text)
                .orElseThrow(() ->
                        new Refusal(
                                "--superuser-url is no URL such as postgresql://host:5432/postgres, without a user and a password"));
    }
}
