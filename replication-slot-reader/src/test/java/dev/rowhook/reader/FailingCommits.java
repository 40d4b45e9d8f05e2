package dev.rowhook.reader;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/// A data source in front of a real one. As often as asked a commit throws, either before Postgres
/// was told of it or after it was done: whoever committed cannot know which.
final class FailingCommits {
    private static final int MOST_BETWEEN = 5;

    private final DataSource real;
    private final Random random;
    private int untilNext = MOST_BETWEEN;
    private volatile boolean failing = true;
    final AtomicInteger failedBefore = new AtomicInteger();
    final AtomicInteger failedAfter = new AtomicInteger();

    FailingCommits(DataSource real, long seed) {
        this.real = real;
        this.random = new Random(seed);
    }

    void stopFailing() {
        failing = false;
    }

    DataSource dataSource() {
        return (DataSource)
                proxy(
                        DataSource.class,
                        (method, arguments) -> {
                            Object result = call(real, method, arguments);
                            return result instanceof Connection connection
                                    ? failing(connection)
                                    : result;
                        });
    }

    private Connection failing(Connection connection) {
        return (Connection)
                proxy(
                        Connection.class,
                        (method, arguments) ->
                                method.getName().equals("commit")
                                        ? commit(connection, method, arguments)
                                        : call(connection, method, arguments));
    }

    private Object commit(Connection connection, Method method, Object[] arguments)
            throws Throwable {
        if (!isDue()) {
            return call(connection, method, arguments);
        }
        if (failedAfter.get() > failedBefore.get()) {
            failedBefore.incrementAndGet();
        } else {
            call(connection, method, arguments);
            failedAfter.incrementAndGet();
        }
        connection.abort(Runnable::run);
        throw new SQLException("the connection broke", "08006");
    }

    private synchronized boolean isDue() {
        if (--untilNext > 0) {
            return false;
        }
        untilNext = 1 + random.nextInt(MOST_BETWEEN);
        return failing;
    }

    private interface Call {
        Object invoke(Method method, Object[] arguments) throws Throwable;
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(
                FailingCommits.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> call.invoke(method, arguments));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
