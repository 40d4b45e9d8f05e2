// Takes out of the description what the generator of the Java client makes wrong code of: defaults and unique items, which only
// tell what the server does, the answers to dry runs, which it takes for what every request answers, and what is sent
// to receivers, which is no part of a client.
import { readFileSync, writeFileSync } from "node:fs";

const DRY_RUN = "application/vnd.rowhook.dry-run+json";
const [source, target] = process.argv.slice(2);

function walk(node) {
  if (node === null || typeof node !== "object") {
    return;
  }
  // Which of several kinds of objects an answer is cannot be told: it is a map.
  if (node.oneOf?.filter(({ type }) => type !== "null").length > 1) {
    delete node.oneOf;
  }
  if ("type" in node || "$ref" in node) {
    delete node.default;
    delete node.uniqueItems;
  }
  Object.values(node).forEach(walk);
}

const description = JSON.parse(readFileSync(source, "utf8"));
for (const operations of Object.values(description.paths)) {
  for (const operation of Object.values(operations)) {
    const responses = operation.responses;
    if (responses["200"]?.$ref?.endsWith("/DryRun")) {
      delete responses["200"];
    } else if (responses["200"]?.content) {
      delete responses["200"].content[DRY_RUN];
    }
    operation.parameters = operation.parameters?.filter(({ $ref }) => !$ref?.endsWith("/DryRun"));
  }
}
walk(description.components);
walk(description.paths);
delete description.webhooks;

const used = new Set();
function use(node) {
  if (node === null || typeof node !== "object") {
    return;
  }
  const name = node.$ref?.match(/^#\/components\/schemas\/(.*)$/)?.[1];
  if (name && !used.has(name)) {
    used.add(name);
    use(description.components.schemas[name]);
  }
  Object.values(node).forEach(use);
}
use(description.paths);
const { schemas, ...shared } = description.components;
use(shared);
description.components.schemas = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
writeFileSync(target, JSON.stringify(description));
