using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using LinkageService.Contracts.V1;

namespace LinkageService.Tests.Access;

/// <summary>A message for every rpc, with ids that fit how the organisation stands to the caller.</summary>
internal static class GrpcExamples
{
    /// <summary>Every rpc of ours by its full name, such as <c>linkage.v1.Runs/GetRun</c>.</summary>
    public static IReadOnlyDictionary<string, MethodDescriptor> Methods { get; } = typeof(CalculationsReflection).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(CalculationsReflection).Namespace)
        .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => (FileDescriptor)type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"{method.Service.FullName}/{method.Name}", StringComparer.Ordinal);

    /// <summary>The request of an rpc such as <c>linkage.v1.Runs/GetRun</c>.</summary>
    public static IMessage Of(string method, string relation, MatrixWorld world)
    {
        var service = Methods[method].Service.Name;
        return Of(method, field => ValueOf(field, service, relation, world));
    }

    /// <summary>The same with texts of one's own; null leaves a field empty.</summary>
    public static IMessage Of(string method, Func<string, string?> valueOf)
    {
        var message = Methods[method].InputType.Parser.ParseFrom([]);
        Fill(message, valueOf);
        return message;
    }

    private static void Fill(IMessage message, Func<string, string?> valueOf)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var isFirst = field.ContainingOneof is null || field.ContainingOneof.Fields[0] == field;
            var isNumber = field.FieldType == FieldType.Message && field.MessageType.File == WrappersReflection.Descriptor;
            if (field.IsRepeated || isNumber || !isFirst)
            {
                continue;
            }

            if (field.FieldType == FieldType.Message)
            {
                var inner = field.MessageType.Parser.ParseFrom([]);
                Fill(inner, valueOf);
                field.Accessor.SetValue(message, inner);
            }
            else if (field.FieldType == FieldType.String && valueOf(field.Name) is { } value)
            {
                field.Accessor.SetValue(message, value);
            }
        }
    }

    private static string? ValueOf(string field, string service, string relation, MatrixWorld world) => field switch
    {
        "organization" or "organization_id" => MatrixWorld.Organizations[relation],
        "run" or "run_id" => world.Runs.GetValueOrDefault(relation, MatrixWorld.Nowhere),
        "household" or "household_id" => MatrixWorld.Household,
        "scheme" => "tangwan-four-tier",
        "id" => service switch
        {
            "Organizations" => MatrixWorld.Organizations[relation],
            "Runs" => world.Runs.GetValueOrDefault(relation, MatrixWorld.Nowhere),
            "Schemes" => "tangwan-four-tier",
            _ => MatrixWorld.Household,
        },
        "kind" => "statements.csv",
        "etag" => "*",
        "idempotency_key" => Guid.NewGuid().ToString("N"),
        "name" => "镇",
        "legal_form" => "rural_collective",
        "parent" => relation == "child" ? MatrixWorld.Organizations["own"] : null,
        "reason" or "content" or "resolution" => "说明",
        _ => null,
    };
}
