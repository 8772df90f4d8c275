using System.Text.Json.Nodes;
using LinkageService.Errors;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LinkageService.OpenApi;

/// <summary>Writes what <see cref="EndpointDocumentation"/> says into each operation of the OpenAPI document.</summary>
internal sealed class DocumentOperations : IOperationFilter
{
    /// <summary>The status an example is answered with.</summary>
    public const string StatusExtension = "x-status";

    /// <summary>What each line of JSON lines is.</summary>
    public const string ItemSchemaExtension = "x-itemSchema";

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<EndpointDocumentation>().FirstOrDefault() is not { } endpoint)
        {
            return;
        }

        operation.Summary = endpoint.Summary;
        operation.Description = endpoint.Description;
        if (endpoint.Body is not null)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = endpoint.BodyTypes.ToDictionary(
                    type => type, IOpenApiMediaType (type) => Body(endpoint, type, context), StringComparer.Ordinal),
            };
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Example = endpoint.PathExamples.TryGetValue(parameter.Name ?? "", out var example) ? JsonValue.Create(example) : null;
        }

        AddParameters(operation, endpoint);
        operation.Responses = [];
        foreach (var status in endpoint.Successes)
        {
            operation.Responses[Text(status)] = Success(endpoint, context);
        }

        foreach (var status in Failures(endpoint))
        {
            operation.Responses[Text(status)] = new OpenApiResponse
            {
                Description = Titles[status],
                Content = Content(ProblemAnswer.ContentType, typeof(ProblemContract), context),
            };
        }
    }

    private static Dictionary<int, string> Titles { get; } = new()
    {
        [400] = "读不懂请求 | The form of the request is wrong",
        [401] = "不知道您是谁 | Nobody known asks",
        [403] = "没有权限 | Not allowed to the caller",
        [404] = "没有这个编号 | An id names nothing",
        [406] = "没有要的答复类型 | No answer of the type asked for",
        [408] = "请求发得太慢 | The request came too slowly",
        [409] = "与已存的冲突 | In conflict with what is stored",
        [412] = "读到之后已有人改过，或要新建的已经有了 | Changed since the caller read it, or there although it was to be new",
        [413] = "超过上限 | Over a limit",
        [415] = "内容类型不对 | The content type is not read here",
        [422] = "规则不允许 | Well-formed, but the rules refuse it",
        [428] = "缺少 If-Match | If-Match is missing",
        [429] = "无效的密钥太多 | Too many invalid keys",
        [500] = "服务内部出错 | A defect of the service",
        [503] = "数据库暂时不能用 | The database is not available",
    };

    // What any request may be answered besides what its operation names.
    private static IEnumerable<int> Failures(EndpointDocumentation endpoint)
    {
        IEnumerable<int> signIn = endpoint.Failures.Contains(StatusCodes.Status401Unauthorized)
            ? [StatusCodes.Status429TooManyRequests]
            : [];
        IEnumerable<int> upload = endpoint.Body is null ? [] : [StatusCodes.Status408RequestTimeout];
        return
        [
            .. endpoint.Failures.Concat(Always).Concat(upload).Concat(signIn).Distinct().Order(),
        ];
    }

    // A header written twice or an unknown query, an Accept that fits nothing, a defect.
    private static readonly int[] Always = [400, 406, 500];

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void AddParameters(OpenApiOperation operation, EndpointDocumentation endpoint)
    {
        operation.Parameters ??= [];
        foreach (var parameter in endpoint.Parameters)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Description = parameter.Description,
                Required = parameter.IsRequired,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = parameter.Example is null ? null : JsonValue.Create(parameter.Example),
            });
        }
    }

    private static OpenApiMediaType Body(EndpointDocumentation endpoint, string type, OperationFilterContext context)
    {
        var examples = endpoint.Examples.Where(example => example.ContentType == type).ToDictionary(
            example => example.Name,
            IOpenApiExample (example) => new OpenApiExample
            {
                Summary = example.Summary,
                Value = type == Hosting.RequestBodies.Json ? JsonNode.Parse(example.Text) : JsonValue.Create(example.Text),
                Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
                {
                    [StatusExtension] = new JsonNodeExtension(JsonValue.Create(example.Status)),
                },
            },
            StringComparer.Ordinal);
        var schema = Schema(type, endpoint.Body!, context);
        return new OpenApiMediaType { Schema = schema, Examples = examples.Count == 0 ? null : examples };
    }

    private static OpenApiResponse Success(EndpointDocumentation endpoint, OperationFilterContext context) => new()
    {
        Description = "成功 | Done",
        Content = endpoint.AnswerTypes.ToDictionary(type => type, IOpenApiMediaType (type) => new OpenApiMediaType
        {
            Schema = Schema(type, endpoint.Answer, context),
        }),
    };

    private static IOpenApiSchema Schema(string type, Type contract, OperationFilterContext context)
    {
        if (type == Hosting.RequestBodies.Json)
        {
            return context.SchemaGenerator.GenerateSchema(contract, context.SchemaRepository);
        }

        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        if (type == Hosting.JsonLines.ContentType)
        {
            // OpenAPI has itemSchema from 3.2 on.
            var line = (OpenApiSchemaReference)context.SchemaGenerator.GenerateSchema(contract, context.SchemaRepository);
            text.Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                [ItemSchemaExtension] = new JsonNodeExtension(new JsonObject { ["$ref"] = line.Reference.ReferenceV3 }),
            };
        }

        return text;
    }

    private static Dictionary<string, IOpenApiMediaType> Content(string type, Type contract, OperationFilterContext context) => new()
    {
        [type] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(contract, context.SchemaRepository) },
    };
}
