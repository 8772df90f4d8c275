using LinkageService.Http;

namespace LinkageService.Features.Payments;

/// <summary>What the OpenAPI document says of the templates that organisations keep.</summary>
internal static class PaymentTemplateDocumentation
{
    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    public static EndpointDocumentation List { get; } = new(
        "代发模板 | Templates for banks", "按名称列出这个组织存好的各家银行的列。 | The columns of each bank that the organisation keeps, by name.")
    {
        Response = typeof(SavedTemplatesContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Save { get; } = new(
        "保存代发模板 | Keep a template",
        """
        一家银行要的列写好存一次，以后生成代发文件时只写名称（savedTemplate）；同名的被替换，一个组织最多 50 个。
        Writes down once how a bank wants its list; later files name it (savedTemplate). One of the same name is replaced; an organisation
        keeps at most 50.
        """)
    {
        Body = typeof(PaymentTemplateContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(SavedTemplateContract),
        Failures = [400, 401, 403, 404, 413, 415, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("bars", "农商银行 | A rural bank", RequestBodies.Json, """
                {
                  "name": "农商银行代发", "encoding": "gb18030", "separator": "bar", "hasTotals": true,
                  "columns": [ { "field": "account", "heading": "卡号" }, { "field": "name", "heading": "姓名" }, { "field": "amount" } ]
                }
                """, 200),
            new BodyExample("mistakes", "没有账号一列 | Without the account", RequestBodies.Json,
                """{ "name": "某行", "columns": [ { "field": "amount" } ] }""", 400),
        ],
    };

    public static EndpointDocumentation Remove { get; } = new(
        "删去代发模板 | Remove a template", "答复还存着的。 | Answers with those that are left.")
    {
        Body = typeof(RemoveTemplateContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(SavedTemplatesContract),
        Failures = [400, 401, 403, 404, 413, 415, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("bars", "农商银行 | A rural bank", RequestBodies.Json, """{ "name": "农商银行代发" }""", 200),
            new BodyExample("mistakes", "没有写名称 | Without the name", RequestBodies.Json, "{}", 400),
        ],
    };
}
