using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Features.Organizations;
using LinkageService.Hosting;
using LinkageService.Storage.Linkages;

namespace LinkageService.Features.Linkages;

/// <summary>Linkages as JSON.</summary>
internal static class LinkageJson
{
    private static readonly string[] Fields = ["household", "partner", "mode", "terms", "from", "to"];

    /// <summary>Reads the body of POST.</summary>
    /// <exception cref="Errors.RefusedException">It is not JSON, or its fields are not of their types.</exception>
    public static LinkageDraft Read(ReadOnlyMemory<byte> body)
    {
        var fields = JsonFields.Read(body, Fields);
        var draft = new LinkageDraft
        {
            Household = fields.Text("household"),
            Partner = fields.Text("partner"),
            Mode = fields.Text("mode"),
            Terms = ReadTerms(fields),
            From = fields.Date("from"),
            To = fields.Date("to"),
        };
        fields.Check();
        return draft;
    }

    /// <summary>Terms as they are stored: by name in ordinal order.</summary>
    public static string TermsText(IReadOnlyDictionary<string, string> terms) => JsonDetails.Of(
        terms.OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => (term.Key, (object?)term.Value)).ToArray());

    /// <summary>Terms as they were stored.</summary>
    public static IReadOnlyDictionary<string, string> Terms(LinkageFact fact) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(fact.Terms)!;

    /// <summary>A linkage.</summary>
    public static void Write(Utf8JsonWriter json, LinkageFact fact)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, fact.Id);
        json.WriteString("household"u8, fact.HouseholdId);
        json.WriteString("partner"u8, fact.Partner);
        json.WriteString("mode"u8, fact.Mode);
        json.WritePropertyName("terms"u8);
        json.WriteRawValue(fact.Terms);
        json.WriteString("from"u8, fact.ValidFrom);
        if (fact.ValidTo is not null)
        {
            json.WriteString("to"u8, fact.ValidTo);
        }

        json.WriteString("knownAt"u8, Dates.MomentText(fact.KnownAt));
        json.WriteString("actor"u8, fact.Actor);
        json.WriteEndObject();
    }

    /// <summary>A page of the list.</summary>
    public static void Write(Utf8JsonWriter json, Page<LinkageFact> page)
    {
        json.WriteStartObject();
        json.WriteStartArray("linkages"u8);
        foreach (var fact in page.Items)
        {
            Write(json, fact);
        }

        json.WriteEndArray();
        OrganizationJson.WriteNext(json, page.Next);
        json.WriteEndObject();
    }

    private static Dictionary<string, string> ReadTerms(JsonFields fields)
    {
        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fields.Raw("terms") is not { } value)
        {
            return terms;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.Report(ProblemCodes.WrongType, "terms", "应为一个对象 {…}", "an object {…} is wanted");
            return terms;
        }

        foreach (var term in value.EnumerateObject().Where(term => term.Value.ValueKind != JsonValueKind.Null))
        {
            var field = "terms." + NumberProblems.Shorten(term.Name);
            if (term.Value.ValueKind != JsonValueKind.String)
            {
                fields.Report(ProblemCodes.WrongType, field, "应为一段文字", "a string is wanted");
            }
            else if (!terms.TryAdd(term.Name, term.Value.GetString()!))
            {
                fields.Report(ProblemCodes.DuplicateField, field, "写了两次", "written twice");
            }
        }

        return terms;
    }
}
