using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Features.Corrections;
using LinkageService.Features.Schemes;
using LinkageService.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the pages over it at <c>/swagger</c>.</summary>
internal static class ApiDescription
{
    /// <summary>Name of the document.</summary>
    public const string Document = "v1";

    public static void Add(IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(Configure);
    }

    public static void Use(WebApplication app)
    {
        app.MapSwagger("/openapi/{documentName}.json", options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1)
            .Requires(Permission.Open).RespondsInPublic();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "swagger";
            options.SwaggerEndpoint("/openapi/v1.json", "LinkageService v1");
            options.DocumentTitle = "LinkageService";
        });
    }

    private static void Configure(SwaggerGenOptions options)
    {
        options.SwaggerDoc(Document, new OpenApiInfo
        {
            Title = "LinkageService",
            Version = Document,
            Description = """
                给定方案、年度账目和名册，算出每户应得多少，到分。错误一律为 application/problem+json，编码见 /errors。答复可能增加字段和固定取值。
                Given a scheme, a year's accounts and a roster: what every household is owed, to the fen. Every failure is
                application/problem+json with a code of the list at /errors. An answer may gain fields and values of closed lists.
                """,
        });
        options.SupportNonNullableReferenceTypes();
        options.NonNullableReferenceTypesAsRequired();
        options.IncludeXmlComments(typeof(ApiDescription).Assembly);
        options.MapType<ExactNumber>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Pattern = Shapes.ExactPattern,
            Description = "数，写作文字，按原样精确读取：80.00、2%、1/3、7:3。也读 JSON 数字，但不少客户端发送前已舍入 | A number as text, read "
                + "exactly as written: 80.00, 2%, 1/3, 7:3. JSON numbers are read too, but many clients round them before they are sent",
        });
        options.MapType<SchemeDocumentContract>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "一份方案，与 YAML 同样的结构 | A scheme document, of the same structure as its YAML",
        });
        options.MapType<RawJson>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = new OpenApiSchema(),
        });
        options.MapType<DigestOrNull>(() => new OpenApiSchema { Type = JsonSchemaType.String });
        options.CustomSchemaIds(type => type.Name.Replace("Contract", "", StringComparison.Ordinal));
        options.SchemaFilter<WrittenNulls>();
        options.SchemaFilter<FieldShapes>();
        options.SchemaFilter<CheckedFields>();
        options.SchemaFilter<FactLabels>();
        options.OperationFilter<DocumentOperations>();
        options.DocumentFilter<WholeDocument>();
    }
}
