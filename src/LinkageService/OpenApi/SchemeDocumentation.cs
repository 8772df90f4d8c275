namespace LinkageService.OpenApi;

/// <summary>What the OpenAPI document says of schemes.</summary>
internal static class SchemeDocumentation
{
    private const string Json = Hosting.RequestBodies.Json;
    private const string Yaml = "application/yaml";

    public static EndpointDocumentation List { get; } = new(
        "列出全部方案 | List all schemes", "每个方案的最新版本。 | The latest version of each.")
    {
        Answer = typeof(SchemeListContract),
    };

    public static EndpointDocumentation Latest { get; } = new(
        "一个方案的最新版本 | The latest version of a scheme", "ETag 是方案摘要。 | The ETag is the digest of the scheme.")
    {
        Answer = typeof(SchemeContract),
        Failures = [404],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "tangwan-four-tier" },
    };

    public static EndpointDocumentation Version { get; } = new(
        "一个方案的某个版本 | One version of a scheme", "ETag 是方案摘要。 | The ETag is the digest of the scheme.")
    {
        Answer = typeof(SchemeContract),
        Failures = [404],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "tangwan-four-tier", ["version"] = "1" },
    };

    public static EndpointDocumentation Validate { get; } = new(
        "检查方案文档 | Check a scheme document",
        """
        一次列出全部问题，各带编码、路径、行列和两种语言的说明。读不懂的文本为 400，其余为 200。JSON 也可写成 { "document": { … } }。
        Lists every problem at once, with code, path, line and column. A text that cannot be read is 400, all else 200.
        JSON may also be written { "document": { … } }.
        """)
    {
        Body = typeof(SchemeDocumentContract),
        BodyTypes = [Yaml, Json],
        Answer = typeof(ValidationContract),
        Failures = [400, 413, 415],
        Examples =
        [
            new BodyExample("valid", "可用的方案 | A scheme that can be run", Yaml, """
                id: equal-shares
                version: 1
                title: { zh: 平均分, en: Equal shares }
                inputs:
                  income: { type: money }
                steps:
                  - id: equal
                    kind: allocate
                    from: income
                """, 200),
            new BodyExample("mistakes", "有错误的方案 | A scheme with mistakes", Yaml, """
                id: equal-shares
                version: 1
                title: 平均分
                inputs:
                  income: { type: money }
                steps:
                  - id: equal
                    kind: alocate
                    from: incom
                """, 200),
            new BodyExample("notYaml", "不是 YAML | Not YAML", Yaml, "id: [", 400),
            new BodyExample("json", "JSON 写的方案 | A scheme in JSON", Json, """
                {
                  "id": "equal-shares", "version": 1, "title": "平均分", "inputs": { "income": { "type": "money" } },
                  "steps": [ { "id": "equal", "kind": "allocate", "from": "income" } ]
                }
                """, 200),
        ],
    };
}
