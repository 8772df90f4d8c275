using System.Globalization;
using System.Text.Json.Nodes;
using LinkageService.Access;
using LinkageService.Features.Batches;
using LinkageService.Features.Runs;
using LinkageService.Http;
using Microsoft.Net.Http.Headers;
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

    /// <summary>Bodies that do not fit the schema, and what they are answered with.</summary>
    public const string MistakesExtension = "x-mistakes";

    // A header written twice or an unknown query, an Accept that fits nothing, a defect.
    private static readonly int[] Always = [400, 406, 429, 500, 503];

    private static readonly Dictionary<int, string> Titles = new()
    {
        [304] = "没有变 | As the caller has it",
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
        [429] = "请求或无效的密钥太多 | Too many requests, or invalid keys",
        [500] = "服务内部出错 | A defect of the service",
        [503] = "暂时办不了 | Not possible for now",
    };

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<EndpointDocumentation>().FirstOrDefault() is not { } endpoint)
        {
            return;
        }

        var isOpen = metadata.OfType<RequiresAttribute>().All(requires => requires.Permission == Permission.Open);
        operation.Summary = endpoint.Summary;
        operation.Description = endpoint.Description;
        operation.Deprecated = metadata.OfType<DeprecatedOperation>().Any();
        if (isOpen)
        {
            operation.Security = [];
        }

        if (endpoint.Body is not null)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = endpoint.Body != typeof(NothingContract),
                Content = endpoint.BodyTypes.ToDictionary(
                    type => type, IOpenApiMediaType (type) => Body(endpoint, type, context), StringComparer.Ordinal),
            };
        }

        AddParameters(operation, endpoint, "/" + context.ApiDescription.RelativePath);
        operation.Responses = [];
        foreach (var status in endpoint.Successes)
        {
            operation.Responses[Text(status)] = Success(endpoint, status, context);
        }

        foreach (var status in Failures(endpoint, isOpen))
        {
            operation.Responses[Text(status)] = new OpenApiResponse
            {
                Description = Titles[status],
                Headers = ResponseHeaders.OfFailure(endpoint, status),
                Content = status == StatusCodes.Status304NotModified
                    ? null
                    : Content(ProblemResponse.ContentType, typeof(ProblemContract), context),
            };
        }
    }

    // What any request may be answered besides what its operation names.
    private static IEnumerable<int> Failures(EndpointDocumentation endpoint, bool isOpen)
    {
        IEnumerable<int> signIn = isOpen ? [] : [401, 403];
        IEnumerable<int> upload = endpoint.Body is null ? [] : [408, 413, 415];
        IEnumerable<int> known = ResponseHeaders.IsTaggedRead(endpoint) ? [304] : [];
        return endpoint.Failures.Concat(Always).Concat(upload).Concat(signIn).Concat(known).Distinct().Order();
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static void AddParameters(OpenApiOperation operation, EndpointDocumentation endpoint, string address)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            var schema = ParameterShapes.Of(parameter.Name ?? "", address);
            parameter.Schema = schema;
            parameter.Example = endpoint.PathExamples.TryGetValue(parameter.Name ?? "", out var example) ? Value(schema, example) : null;
        }

        foreach (var parameter in endpoint.Parameters)
        {
            var schema = ParameterShapes.Of(parameter.Name, address);
            if (parameter.CheckedBy is { } validator)
            {
                CheckedFields.Bound(schema, parameter.Name, validator);
            }

            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Description = parameter.Description,
                Required = parameter.IsRequired,
                Schema = schema,
                Example = parameter.Example is null ? null : Value(schema, parameter.Example),
            });
        }
    }

    private static JsonNode Value(OpenApiSchema schema, string text) =>
        schema.Type is JsonSchemaType.Integer or JsonSchemaType.Boolean ? JsonNode.Parse(text)! : JsonValue.Create(text);

    private static OpenApiMediaType Body(EndpointDocumentation endpoint, string type, OperationFilterContext context)
    {
        var examples = endpoint.Examples.Where(example => example.ContentType == type).ToLookup(
            example => type == RequestBodies.Json && example.Status == StatusCodes.Status400BadRequest);
        var mistakes = new JsonObject(examples[true].Select(example => KeyValuePair.Create<string, JsonNode?>(example.Name, new JsonObject
        {
            ["summary"] = example.Summary, ["value"] = JsonNode.Parse(example.Text), [StatusExtension] = example.Status,
        })));
        return new OpenApiMediaType
        {
            Schema = Schema(type, endpoint.Body!, context),
            Examples = !examples[false].Any() ? null : examples[false].ToDictionary(
                example => example.Name, IOpenApiExample (example) => Example(example), StringComparer.Ordinal),
            Extensions = mistakes.Count == 0 ? null : new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                [MistakesExtension] = new JsonNodeExtension(mistakes),
            },
        };
    }

    private static OpenApiExample Example(BodyExample example) => new()
    {
        Summary = example.Summary,
        Value = example.ContentType == RequestBodies.Json ? JsonNode.Parse(example.Text) : JsonValue.Create(example.Text),
        Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
        {
            [StatusExtension] = new JsonNodeExtension(JsonValue.Create(example.Status)),
        },
    };

    private static OpenApiResponse Success(EndpointDocumentation endpoint, int status, OperationFilterContext context) => new()
    {
        Description = "成功 | Done",
        Headers = ResponseHeaders.OfSuccess(endpoint, status),
        Content = endpoint.ResponseTypes.ToDictionary(type => type, IOpenApiMediaType (type) => new OpenApiMediaType
        {
            Schema = Schema(type, endpoint.Response, context),
        }),
    };

    private static IOpenApiSchema Schema(string type, Type contract, OperationFilterContext context)
    {
        if (type == RequestBodies.Json)
        {
            return context.SchemaGenerator.GenerateSchema(contract, context.SchemaRepository);
        }

        var text = Shapes.Bytes(type);
        if (type is JsonLines.ContentType or BatchEndpoints.EventStream)
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
