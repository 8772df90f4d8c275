using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>Writes cases as JSON requests.</summary>
internal static partial class CaseRequests
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request of a case; <paramref name="asNumbers"/> writes what is a JSON number as one.</summary>
    public static byte[] Json(SchemeCase asked, bool asNumbers = false, bool householdsFirst = false, bool explain = false)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            if (householdsFirst)
            {
                WriteHouseholds(json, asked, asNumbers);
            }

            if (asked.IsInLibrary)
            {
                json.WriteString("scheme", asked.Scheme);
            }
            else
            {
                json.WritePropertyName("document");
                json.WriteRawValue(DocumentText(asked));
            }

            json.WriteNumber("year", asked.Year);
            WriteFigures(json, "parameters", asked.Parameters, asNumbers);
            WriteFigures(json, "inputs", asked.Inputs, asNumbers);
            if (!householdsFirst)
            {
                WriteHouseholds(json, asked, asNumbers);
            }

            if (explain)
            {
                json.WriteBoolean("explain", value: true);
            }

            json.WriteEndObject();
        }

        return text.ToArray();
    }

    /// <summary>The document of a case as JSON.</summary>
    public static string DocumentText(SchemeCase asked)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            SchemeDocumentText.Write(json, asked.Document);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void WriteHouseholds(Utf8JsonWriter json, SchemeCase asked, bool asNumbers)
    {
        json.WriteStartArray("households");
        foreach (var household in asked.Households)
        {
            json.WriteStartObject();
            json.WriteString("id", household.Id);
            if (household.Tags.Count > 0)
            {
                json.WriteStartArray("tags");
                foreach (var tag in household.Tags)
                {
                    json.WriteStringValue(tag);
                }

                json.WriteEndArray();
            }

            if (household.Labels.Count > 0)
            {
                WriteFigures(json, "labels", household.Labels, asNumbers: false);
            }

            WriteFigures(json, "holdings", household.Holdings, asNumbers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> figures, bool asNumbers)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in figures)
        {
            json.WritePropertyName(key);
            if (asNumbers && JsonNumber().IsMatch(value))
            {
                json.WriteRawValue(value);
            }
            else
            {
                json.WriteStringValue(value);
            }
        }

        json.WriteEndObject();
    }

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonNumber();
}
