using LinkageService.Http;

namespace LinkageService.Features.Schemes;

/// <summary>What the OpenAPI document says of schemes.</summary>
internal static class SchemeDocumentation
{
    private const string Json = RequestBodies.Json;
    private const string Yaml = "application/yaml";

    public static EndpointDocumentation List { get; } = new(
        "列出全部方案 | List all schemes", "每个方案的最新版本。 | The latest version of each.")
    {
        Response = typeof(SchemeListContract),
        Parameters = [StoredParameters.IfNoneMatch],
    };

    public static EndpointDocumentation Latest { get; } = new(
        "一个方案的最新版本 | The latest version of a scheme", "文档、用到的数和全部版本。 | Its document, the figures it needs and all versions.")
    {
        Response = typeof(SchemeContract),
        Parameters = [StoredParameters.IfNoneMatch],
        Failures = [404],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "tangwan-four-tier" },
    };

    public static EndpointDocumentation Version { get; } = new(
        "一个方案的某个版本 | One version of a scheme", "文档、用到的数和全部版本。 | Its document, the figures it needs and all versions.")
    {
        Response = typeof(SchemeContract),
        Parameters = [StoredParameters.IfNoneMatch],
        Failures = [404],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "tangwan-four-tier", ["version"] = "1" },
    };

    public static EndpointDocumentation Create { get; } = new(
        "保存方案的一个版本 | Keep a version of a scheme",
        """
        新版本为 201；同一份文档再次发送为 200；版本已有而内容不同为 409。保存后立即可用于计算和核算，版本不可改、不可删。
        201 for a new version, 200 for the same document again, 409 when the version is there with another content. From then on
        calculations and runs can name it; a version never changes and is never removed.
        """)
    {
        Body = typeof(SchemeDocumentContract),
        BodyTypes = [Yaml, Json],
        Response = typeof(SchemeContract),
        Successes = [200, 201],
        Headers = ["Location"],
        Failures = [400, 401, 403, 409, 413, 415, 422, 503],
        Examples =
        [
            new BodyExample("kept", "新方案 | A new scheme", Yaml, """
                id: spring-equal-shares
                version: 1
                title: { zh: 平均分, en: Equal shares }
                inputs:
                  income: { type: money }
                steps:
                  - id: equal
                    kind: allocate
                    from: income
                """, 201),
            new BodyExample("again", "同一份文档，写成 JSON | The same document, in JSON", Json, """
                {
                  "id": "spring-equal-shares", "version": "1", "title": { "zh": "平均分", "en": "Equal shares" },
                  "inputs": { "income": { "type": "money" } }, "steps": [ { "id": "equal", "kind": "allocate", "from": "income" } ]
                }
                """, 200),
            new BodyExample("taken", "版本已有，内容不同 | The version is taken", Json, """
                {
                  "id": "tangwan-four-tier", "version": 1, "title": "平均分", "inputs": { "income": { "type": "money" } },
                  "steps": [ { "id": "equal", "kind": "allocate", "from": "income" } ]
                }
                """, 409),
            new BodyExample("broken", "不能运行的方案 | A scheme that cannot be run", Json, """
                { "id": "broken", "version": 1, "title": "错", "inputs": { "income": { "type": "money" } }, "steps": [] }
                """, 422),
        ],
    };

    public static EndpointDocumentation Validate { get; } = new(
        "检查方案文档 | Check a scheme document",
        """
        一次列出全部问题，各带编码、路径、行列和两种语言的说明；读不懂的文本也一样，答复总是 200。JSON 也可写成 { "document": { … } }。
        Lists every problem at once, with code, path, line and column; a text that cannot be read has its problems too. Always 200.
        JSON may also be written { "document": { … } }.
        """)
    {
        Body = typeof(SchemeDocumentContract),
        BodyTypes = [Yaml, Json],
        Response = typeof(ValidationContract),
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
            new BodyExample("notYaml", "读不懂的文本 | A text that cannot be read", Yaml, "id: [", 200),
            new BodyExample("json", "JSON 写的方案 | A scheme in JSON", Json, """
                {
                  "id": "equal-shares", "version": 1, "title": "平均分", "inputs": { "income": { "type": "money" } },
                  "steps": [ { "id": "equal", "kind": "allocate", "from": "income" } ]
                }
                """, 200),
        ],
    };
}
