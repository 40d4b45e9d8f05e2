package dev.rowhook.server.operate;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.oidc.OidcIssuer;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.server.application.ServerSettings;
import dev.rowhook.server.application.ServerSettings.Store;
import dev.rowhook.server.application.ServerTiming;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What an operator has set, for each command what it needs.
public final class OperatorSettings {
    private final GivenSettings given;

    private OperatorSettings(GivenSettings given) {
        this.given = given;
    }

    /// From a file, if there is one, and the environment, which wins.
    public static OperatorSettings read(Optional<Path> file, Map<String, String> environment) {
        return new OperatorSettings(GivenSettings.read(file, environment));
    }

    /// For a server.
    ///
    /// @throws WrongSettingsException if settings of it are missing, or any is unknown or wrong
    public ServerSettings server() throws WrongSettingsException {
        Reading reading = new Reading(given);
        Optional<StoreUrl> store = reading.required(Setting.STORE_URL, StoreUrl::parse);
        Optional<Secret> apiPassword = reading.secret(Setting.API_PASSWORD);
        Optional<Secret> workerPassword = reading.secret(Setting.WORKER_PASSWORD);
        Optional<Secret> identityPassword = reading.secret(Setting.IDENTITY_PASSWORD);
        Optional<MasterKeys> masterKeys = reading.required(Setting.MASTER_KEYS, Values::masterKeys);
        Optional<UUID> installation = reading.required(Setting.INSTALLATION, Values::uuid);
        Optional<String> node = reading.optional(Setting.NODE, Values::node);
        Optional<PublicUrl> publicUrl = reading.required(Setting.PUBLIC_URL, Values::publicUrl);
        Optional<InetAddress> address = reading.optional(Setting.ADDRESS, Values::listening);
        Optional<Integer> port = reading.optional(Setting.PORT, Values.number(0, 65535));
        Optional<EgressMode> egress = reading.optional(Setting.EGRESS, Values::egress);
        Optional<Set<InetAddress>> allowed =
                reading.optional(Setting.EGRESS_ALLOWED, Values::addresses);
        ExposureReader exposure = new ExposureReader(reading);
        List<OidcIssuer> issuers = new IssuerReader(reading).read(given.issuers());
        reading.finish();
        return new ServerSettings(
                address.map(InetAddress::getHostAddress).orElse("127.0.0.1"),
                port.orElse(7700),
                publicUrl.orElseThrow(),
                installation.orElseThrow(),
                node.orElseGet(OperatorSettings::machine),
                new Store(
                        store.orElseThrow().jdbcUrl(),
                        apiPassword.orElseThrow(),
                        workerPassword.orElseThrow(),
                        identityPassword.orElseThrow()),
                masterKeys.orElseThrow(),
                OwnAddresses.policy(
                        egress.orElse(EgressMode.PRODUCTION),
                        allowed.orElse(Set.of()),
                        store.orElseThrow()),
                ChangeLog.Settings.defaults(),
                ServerTiming.defaults(),
                Clock.systemUTC(),
                exposure.exposure(publicUrl.orElseThrow()),
                issuers);
    }

    /// For a migration.
    ///
    /// @throws WrongSettingsException if settings of it are missing, or any is unknown or wrong
    public OwnerLogin owner() throws WrongSettingsException {
        Reading reading = new Reading(given);
        Optional<StoreUrl> store = reading.required(Setting.STORE_URL, StoreUrl::parse);
        Optional<Secret> password = reading.secret(Setting.OWNER_PASSWORD);
        reading.finish();
        return new OwnerLogin(store.orElseThrow(), password.orElseThrow());
    }

    /// For what changes accounts beside servers.
    ///
    /// @throws WrongSettingsException if settings of it are missing, or any is unknown or wrong
    public WorkerAccess worker() throws WrongSettingsException {
        Reading reading = new Reading(given);
        Optional<StoreUrl> store = reading.required(Setting.STORE_URL, StoreUrl::parse);
        Optional<Secret> password = reading.secret(Setting.WORKER_PASSWORD);
        Optional<MasterKeys> masterKeys = reading.required(Setting.MASTER_KEYS, Values::masterKeys);
        reading.finish();
        return new WorkerAccess(
                store.orElseThrow(), password.orElseThrow(), masterKeys.orElseThrow());
    }

    /// For what changes users beside servers.
    ///
    /// @throws WrongSettingsException if settings of it are missing, or any is unknown or wrong
    public IdentityAccess identity() throws WrongSettingsException {
        Reading reading = new Reading(given);
        Optional<StoreUrl> store = reading.required(Setting.STORE_URL, StoreUrl::parse);
        Optional<Secret> password = reading.secret(Setting.IDENTITY_PASSWORD);
        reading.finish();
        return new IdentityAccess(store.orElseThrow(), password.orElseThrow());
    }

    /// Where links lead.
    ///
    /// @throws WrongSettingsException if it is missing, or any setting is unknown or wrong
    public PublicUrl publicUrl() throws WrongSettingsException {
        Reading reading = new Reading(given);
        Optional<PublicUrl> url = reading.required(Setting.PUBLIC_URL, Values::publicUrl);
        reading.finish();
        return url.orElseThrow();
    }

    /// For making roles and database.
    ///
    /// @throws WrongSettingsException if settings of it are missing, or any is unknown or wrong
    public SetupSettings setup() throws WrongSettingsException {
        Reading reading = new Reading(given);
        Optional<StoreUrl> store = reading.required(Setting.STORE_URL, StoreUrl::parse);
        Optional<Secret> superuser = reading.secret(Setting.SUPERUSER_PASSWORD);
        Optional<Secret> owner = reading.secret(Setting.OWNER_PASSWORD);
        Optional<Secret> api = reading.secret(Setting.API_PASSWORD);
        Optional<Secret> worker = reading.secret(Setting.WORKER_PASSWORD);
        Optional<Secret> identity = reading.secret(Setting.IDENTITY_PASSWORD);
        reading.finish();
        return new SetupSettings(
                store.orElseThrow(),
                superuser.orElseThrow(),
                owner.orElseThrow(),
                api.orElseThrow(),
                worker.orElseThrow(),
                identity.orElseThrow());
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "rowhook";
        }
    }
}
