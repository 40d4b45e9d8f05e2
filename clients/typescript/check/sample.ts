// A program that uses the client, for the compiler to check.
import { createClient, type Problem } from "../src/index.js";

const rowhook = createClient({ server: "http://127.0.0.1:7700", token: "rhk_…" });

export async function connect(): Promise<string> {
  const database = await rowhook.POST("/v1/databases", {
    body: { name: "prod", hostname: "db.acme.io", database: "app", username: "rowhook", password: "…" },
  });
  if (database.error !== undefined) {
    return told(database.error);
  }
  await rowhook.POST("/v1/http-endpoints", { body: { name: "crm", url: "https://api.acme.io/hooks" } });
  const sink = await rowhook.POST("/v1/sinks", {
    body: {
      name: "orders-to-crm",
      database: "prod",
      tables: ["public.orders"],
      destination: { type: "webhook", http_endpoint: "crm" },
    },
    headers: { "Idempotency-Key": "orders-to-crm" },
  });
  // A request may ask what it would do, and then has another answer.
  return sink.data && "state" in sink.data ? sink.data.state : told(sink.error);
}

export async function failed(sink: string): Promise<(number | null | undefined)[]> {
  const { data } = await rowhook.GET("/v1/sinks/{reference}/attempts", {
    params: { path: { reference: sink }, query: { accepted: "false", limit: 10 } },
  });
  return (data?.data ?? []).map((attempt) => attempt.status);
}

export async function misspelled(): Promise<void> {
  // @ts-expect-error There is no such field.
  await rowhook.POST("/v1/databases/{reference}/test", { params: { path: { reference: "prod" } }, body: { nmae: "x" } });
  // @ts-expect-error There is no such path.
  await rowhook.GET("/v1/sink");
}

function told(problem: Problem | undefined): string {
  return `${problem?.code}: ${problem?.detail} ${problem?.remedy}`;
}
