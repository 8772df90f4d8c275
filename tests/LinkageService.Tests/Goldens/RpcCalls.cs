using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using LinkageService.Tests.Grpc;

namespace LinkageService.Tests.Goldens;

/// <summary>
/// What is asked of an rpc: first what goes wrong, made from its first request; then its <see cref="RpcRequests"/>. A new rpc
/// without a request there fails.
/// </summary>
internal static class RpcCalls
{
    // Fields that name something that is there; the others hold what a caller wrote.
    private static readonly string[] Names =
        ["id", "run", "organization", "household", "linkage", "correction", "with", "etag", "idempotency_key", "scheme", "digest"];

    /// <summary>Sends all of them.</summary>
    public static async Task<JsonObject> AnswersAsync(GoldenVillage village, MethodDescriptor method)
    {
        using var api = new GrpcApi(village.Service.GrpcAddress);
        var answers = new JsonObject();
        var requests = RpcRequests.Of(method);
        var first = await MessagesAsync(village, method, requests[0]);
        foreach (var (name, change) in Mutations)
        {
            var wrong = first.Select(message => Changed(message, change)).ToArray();
            if (!wrong.SequenceEqual(first))
            {
                Answers.Add(answers, name, await SendAsync(village, api, method, wrong, isShown: false));
            }
        }

        foreach (var (at, request) in requests.Index())
        {
            Answers.Add(answers, $"request {at + 1}", await SendAsync(
                village, api, method, await MessagesAsync(village, method, request), isShown: true));
        }

        return answers;
    }

    private static (string Name, Func<FieldDescriptor, object, object> Change)[] Mutations { get; } =
    [
        ("an empty message", (field, _) => field.FieldType == FieldType.String ? "" : Number(field, 0)),
        ("unknown names", (field, value) => field.FieldType == FieldType.String && Names.Contains(field.Name) ? "nowhere" : value),
        ("long texts", (field, value) => field.FieldType == FieldType.String && !Names.Contains(field.Name)
            ? LinkageService.Tests.Goldens.Mutations.Long
            : value),
        ("hidden characters", (field, value) => field.FieldType == FieldType.String && !Names.Contains(field.Name)
            ? LinkageService.Tests.Goldens.Mutations.Hidden
            : value),
        ("numbers out of range", (field, value) => field.FieldType == FieldType.String ? value : Number(field, -1)),
    ];

    private static object Number(FieldDescriptor field, int number) => field.FieldType switch
    {
        FieldType.Int32 => number,
        FieldType.Int64 => (long)number,
        FieldType.Enum => number,
        FieldType.Bool => number != 0,
        FieldType.Bytes => ByteString.CopyFromUtf8("%PDF-1.4" + number),
        _ => throw new InvalidOperationException($"{field.FullName}: say what is wrong in a {field.FieldType}"),
    };

    private static async Task<IMessage[]> MessagesAsync(GoldenVillage village, MethodDescriptor method, string[] request)
    {
        var messages = new IMessage[request.Length];
        foreach (var (at, message) in request.Index())
        {
            messages[at] = JsonParser.Default.Parse(await village.NameAsync(message, isJson: true), method.InputType);
        }

        return messages;
    }

    private static IMessage Changed(IMessage message, Func<FieldDescriptor, object, object> change)
    {
        var changed = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        foreach (var field in changed.Descriptor.Fields.InDeclarationOrder())
        {
            var isChoice = field.ContainingOneof is not null && field.FieldType != FieldType.Message;
            if (field.IsMap || (isChoice && !field.Accessor.HasValue(changed)))
            {
                continue;
            }

            var value = field.Accessor.GetValue(changed);
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)value;
                for (var at = 0; at < list.Count; at++)
                {
                    list[at] = list[at] is IMessage item ? Changed(item, change) : change(field, list[at]!);
                }
            }
            else if (field.FieldType != FieldType.Message)
            {
                field.Accessor.SetValue(changed, change(field, value));
            }
            else if (value is IMessage inner)
            {
                field.Accessor.SetValue(changed, Changed(inner, change));
            }
        }

        return changed;
    }

    private static async Task<JsonObject> SendAsync(
        GoldenVillage village, GrpcApi api, MethodDescriptor method, IMessage[] messages, bool isShown)
    {
        village.Tick();
        var answer = await api.SendAsync(
            $"{method.Service.FullName}/{method.Name}", messages.Select(message => message.ToByteArray()));
        var shown = new JsonObject();
        if (isShown)
        {
            shown["sent"] = new JsonArray(messages.Select(Json).ToArray());
        }

        shown["status"] = answer.Status.ToString();
        if (answer.Details is { } details)
        {
            var info = details.GetDetail<ErrorInfo>();
            shown["message"] = answer.Message;
            shown["figures"] = info is null ? null : new JsonObject(info.Metadata.OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));
            // The first stands in the message.
            shown["violations"] = new JsonArray(answer.Violations.Skip(1).Select(each => (JsonNode?)string.Create(
                CultureInfo.InvariantCulture, $"{each.Field} {each.Reason}: {each.Description} / {each.LocalizedMessage?.Message}"))
                .ToArray());
        }

        shown["messages"] = new JsonArray(answer.Messages.Select(bytes => Json(method.OutputType.Parser.ParseFrom(bytes))).ToArray());
        return shown;
    }

    private static JsonNode? Json(IMessage message)
    {
        var shown = JsonNode.Parse(JsonFormatter.Default.Format(message))!.AsObject();
        if (shown["chunk"] is JsonValue { } text && text.GetValueKind() == JsonValueKind.String)
        {
            // A workbook whole, or a piece of a file of text.
            var bytes = Convert.FromBase64String(text.GetValue<string>());
            shown["chunk"] = bytes.AsSpan().StartsWith("PK"u8)
                ? RestCall.Entries(bytes)
                : new JsonArray(Encoding.UTF8.GetString(bytes)
                    .ReplaceLineEndings("\n").Split('\n').Select(line => (JsonNode?)line).ToArray());
        }

        return shown;
    }
}
