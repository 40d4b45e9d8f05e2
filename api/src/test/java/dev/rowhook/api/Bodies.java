package dev.rowhook.api;

/// Bodies of requests that are fine.
final class Bodies {
    private Bodies() {}

    static String database(String name) {
        return """
        {"name":"%s","hostname":"db.acme.io","database":"app","username":"rowhook","password":"hunter2"}
        """
                .formatted(name);
    }

    static String endpoint(String name) {
        return """
        {"name":"%s","url":"https://api.acme.io/hooks"}
        """
                .formatted(name);
    }

    static String sink(String name, String database, String endpoint) {
        return """
        {"name":"%s","database":"%s","tables":["public.orders"],
         "destination":{"type":"webhook","http_endpoint":"%s","path":"/orders"}}
        """
                .formatted(name, database, endpoint);
    }
}
