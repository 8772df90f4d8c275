import createClient from "openapi-fetch";
import type { paths, components } from "./api.js";

declare const process: { argv: string[] };

const client = createClient<paths>({ baseUrl: process.argv[2].replace(/\/$/, "") });
const path = { org: "typescript" };

function must<T>(answer: { data?: T; error?: unknown }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

function request(rate: string): components["schemas"]["RunRequest"] {
  return {
    scheme: "huangjinlin-land-cooperative", year: 2025,
    parameters: { collective_rate: rate }, inputs: { income: "40000.00" },
  };
}

const create = (rate: string, key: string) => client.POST("/v1/organizations/{org}/runs", {
  params: { path, header: { "Idempotency-Key": key } }, body: request(rate),
});

must(await client.PUT("/v1/organizations/{org}", { params: { path }, body: { name: "某村", legalForm: "rural_collective" } }));
const report = must(await client.POST("/v1/organizations/{org}/households:import", {
  params: { path, query: { validFrom: "2025-01-01" } },
  body: "户编号,户主,land\n3/12,农户0001,3.33\n0002,农户0002,2.70\n",
  bodySerializer: (body) => body, headers: { "Content-Type": "text/csv" },
}));
console.log(`added ${report.added}`);
const run = must(await create("2%", "typescript-1"));
console.log(`rate ${run.parameters.collective_rate}, households ${run.totals.households}`);
const third = must(await create("1/3", "typescript-2"));
console.log(`rate ${third.parameters.collective_rate}, households ${third.totals.households}`);
const submitted = must(await client.POST("/v1/runs/{run}:submit", {
  params: { path: { run: run.id! }, header: { "If-Match": `"${run.revision}"` } }, body: {},
}));
console.log(`state ${submitted.state}`);
const csv = must(await client.GET("/v1/runs/{run}/exports/{kind}", {
  params: { path: { run: run.id!, kind: "statements.csv" } }, parseAs: "text",
}));
console.log(`export ${csv.includes("农户0001")}`);
const page = must(await client.GET("/v1/runs/{run}/statements", { params: { path: { run: run.id! } } }));
console.log(`page ${page.statements.length}, next '${page.next ?? ""}'`);
const statement = must(await client.GET("/v1/runs/{run}/statements/{household}", {
  params: { path: { run: run.id!, household: "3/12" }, query: { explain: true } },
}));
console.log(`statement ${statement.household} ${statement.total}, lines ${statement.lines.length}`);
const refused = await create("a lot", "typescript-3");
console.log(`refused ${refused.error!.errors[0].code}`);
