using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Facts;

/// <summary>
/// Facts between messages and JSON. The two have the same fields under the same names (a test holds them together), so that protobuf's
/// own JSON form is what the reader of bodies reads; only that a list is stated to be empty a message says in <c>none</c>.
/// </summary>
internal static class FactMessages
{
    private const string None = "none";

    // What the service says of a fact and does not read.
    private static readonly string[] Answered = ["knownAt", "actor", "etag", "withdrawn"];

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    /// <summary>What a message states.</summary>
    /// <exception cref="RefusedException">A list that is said to be empty is not, or is not there.</exception>
    public static PutFactRequest Read(Proto.Fact message, string organization)
    {
        var json = JsonNode.Parse(Formatter.Format(message))!.AsObject();
        foreach (var name in Answered)
        {
            json.Remove(name);
        }

        foreach (var field in FactField.Of(typeof(FactParts)))
        {
            if (json[field.Name] is JsonObject part && part[None] is JsonArray none)
            {
                part.Remove(None);
                StateEmpty(part, field, none);
            }
        }

        return FactReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), organization, kind: null);
    }

    /// <summary>A stored fact as a message.</summary>
    public static Proto.Fact Of(StoredFact stored)
    {
        var json = JsonSerializer.SerializeToNode(FactContract.Of(stored), FactContracts.Default.FactContract)!;
        if (json[stored.Kind.Word] is JsonObject part)
        {
            var empty = Lists(stored.Kind.Part).Where(list => part[list.Name] is JsonArray { Count: 0 })
                .Select(JsonNode? (list) => GrpcProblems.FieldOf(list.Name)).ToArray();
            if (empty.Length > 0)
            {
                part[None] = new JsonArray(empty);
            }
        }

        var message = JsonParser.Default.Parse<Proto.Fact>(json.ToJsonString());
        message.Etag = EntityTag.Of(stored.Fact.KnownAt);
        return message;
    }

    private static void StateEmpty(JsonObject part, FactField field, JsonArray none)
    {
        foreach (var name in none.Select(name => name!.GetValue<string>()))
        {
            if (Lists(field).FirstOrDefault(list => GrpcProblems.FieldOf(list.Name) == name) is not { } list || part.ContainsKey(list.Name))
            {
                var shown = NumberProblems.Shorten(name);
                throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                    $"“{shown}”不是这里的清单，或者里面有内容", $"\"{shown}\" is no list of this fact, or has entries", $"{field.Name}.{None}"));
            }

            part[list.Name] = new JsonArray();
        }
    }

    private static IEnumerable<FactField> Lists(FactField field) =>
        FactField.Of(field.Record).Where(inner => inner.Type == FactType.Rows);

    /// <summary>What an import did, or would do.</summary>
    public static Proto.ImportFactsResponse Of(FactImport import)
    {
        var response = new Proto.ImportFactsResponse
        {
            Kind = import.Kind.Word, DryRun = import.IsDryRun, Added = import.Count(FactChange.Added),
            Changed = import.Count(FactChange.Changed), Unchanged = import.Count(FactChange.Unchanged),
        };
        foreach (var fact in import.Facts)
        {
            var message = new Proto.ImportedFact
            {
                Organization = fact.Organization, Name = fact.Name, ValidFrom = fact.ValidFrom, Year = fact.Year ?? 0,
                Change = ImportedFactContract.WordOf(fact.Change), DifferenceCount = fact.DifferenceCount,
            };
            message.Differences.AddRange(fact.Differences.Select(each => new Proto.FactDifference
            {
                Field = each.Field, Title = ProtoText.Of(each.Label), Before = each.Before ?? "", After = each.After ?? "",
            }));
            response.Facts.Add(message);
        }

        return response;
    }
}
