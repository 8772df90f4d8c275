using LinkageService.Access;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>What the OpenAPI document says once: where the service is, how callers are known, what the tags are.</summary>
internal sealed class WholeDocument : IDocumentFilter
{
    private const string ApiKey = "apiKey";
    private const string LocalUser = "localUser";
    private const string Token = "token";

    private static readonly (string Name, string Description)[] Tags =
    [
        ("calculations", "算一次，不保存 | Computed at once, nothing kept"),
        ("schemes", "方案 | Schemes"),
        ("organizations", "组织 | Organisations"),
        ("facts", "核对资料的表 | Tables of facts about organisations"),
        ("households", "农户和名册 | Households and rosters"),
        ("linkages", "联结 | Linkages"),
        ("runs", "核算：从草稿到付款 | Runs, from draft to payment"),
        ("corrections", "更正、比较、验证 | Correcting, comparing, verifying"),
        ("balances", "未结清差额 | Open balances"),
        ("exports", "导出与打印 | Exports and print views"),
        ("reports", "跨组织的报告 | Reports over organisations"),
        ("statement-checks", "核对别人做的分红表 | Checking payout sheets made elsewhere"),
        ("batches", "批量核算 | Many organisations in one go"),
        ("events", "事件 | What happened, for other systems"),
        ("webhooks", "推送地址 | Addresses that are told of events"),
        ("accounts", "账号：用姓名和密码登录网页的人 | Accounts: who signs in to the console with a name and a password"),
        ("audit", "审计日志 | The audit log"),
    ];

    /// <inheritdoc/>
    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        document.Servers = [new OpenApiServer { Url = "/", Description = "提供本文档的服务 | The service this document came from" }];
        document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [ApiKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer",
                Description = "Auth:Mode=ApiKey 或 Jwt：密钥 | With Auth:Mode=ApiKey or Jwt: a key",
            },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                Description = "Auth:Mode=Jwt：登录服务（OpenID Connect）发的令牌 | With Auth:Mode=Jwt: a token of the issuer (OpenID Connect)",
            },
            [LocalUser] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = Gate.UserHeader,
                Description = "Auth:Mode=Local：用户名（百分号编码），不写为 local | With Auth:Mode=Local: the user's name, percent-encoded; local "
                    + "unless stated",
            },
        };
        document.Security = [Requirement(ApiKey, document), Requirement(Token, document), Requirement(LocalUser, document)];
        foreach (var (address, path) in document.Paths)
        {
            foreach (var operation in Operations(path))
            {
                operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(address), document) };
            }
        }

        LetAnswersGrow(document);
    }

    /// <summary>The tag of an address: what it is about most closely.</summary>
    private static string TagOf(string address) =>
        address.Contains("/exports/", StringComparison.Ordinal) ? "exports"
        : address.Contains("/open-balances", StringComparison.Ordinal) ? "balances"
        : address.EndsWith(":correct", StringComparison.Ordinal) || address.EndsWith("/comparison", StringComparison.Ordinal)
            || address.EndsWith("/runs/{run}/verification", StringComparison.Ordinal) ? "corrections"
        : address.Contains("/households", StringComparison.Ordinal) ? "households"
        : address.Contains("/linkages", StringComparison.Ordinal) ? "linkages"
        : address.Contains("/tax-declaration", StringComparison.Ordinal) || address.Contains("/runs", StringComparison.Ordinal) ? "runs"
        : Array.Find(Tags, tag => address.StartsWith("/v1/" + tag.Name, StringComparison.Ordinal)).Name
            ?? throw new InvalidOperationException($"No tag fits {address}.");

    private static IEnumerable<OpenApiOperation> Operations(IOpenApiPathItem path) =>
        path.Operations is { } operations ? operations.Values : [];

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    // A request with a field nobody reads is refused; a response may gain fields, and a client that forbids that would break.
    private static void LetAnswersGrow(OpenApiDocument document)
    {
        var (sent, answered) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var operation in document.Paths.Values.SelectMany(Operations))
        {
            Collect(operation.RequestBody?.Content, sent);
            foreach (var response in operation.Responses ?? [])
            {
                Collect(response.Value.Content, answered);
            }
        }

        foreach (var (id, schema) in document.Components!.Schemas!)
        {
            if (schema is OpenApiSchema known && (answered.Contains(id) || !sent.Contains(id)))
            {
                known.AdditionalPropertiesAllowed = true;
            }
        }

        // A problem names figures of its own: the fund, the change, the run.
        ((OpenApiSchema)document.Components.Schemas["ProblemEntry"]).AdditionalProperties = Shapes.Text;
    }

    private static void Collect(IDictionary<string, IOpenApiMediaType>? contents, HashSet<string> found)
    {
        foreach (var content in contents?.Values.ToArray() ?? [])
        {
            Collect(content.Schema, found);
        }
    }

    private static void Collect(IOpenApiSchema? schema, HashSet<string> found)
    {
        if (schema is null || (schema is OpenApiSchemaReference { Reference.Id: { } id } && !found.Add(id)))
        {
            return;
        }

        IEnumerable<IOpenApiSchema?> parts =
        [
            .. schema.Properties?.Values.ToArray() ?? [], .. schema.AllOf ?? [], .. schema.AnyOf ?? [], .. schema.OneOf ?? [],
            schema.Items, schema.AdditionalProperties,
        ];
        foreach (var part in parts)
        {
            Collect(part, found);
        }
    }
}
