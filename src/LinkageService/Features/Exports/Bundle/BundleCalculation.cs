using System.Globalization;
using System.Text.Json;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>
/// What a run was computed of, as the body of <c>POST /v1/calculations</c>: scheme document, figures, and of the roster what the scheme
/// reads; no name, no number.
/// </summary>
internal static class BundleCalculation
{
    /// <summary>Whether the body gives the run's calculation by itself.</summary>
    /// <param name="run">A settlement is made of balances, not of a scheme that is kept.</param>
    /// <param name="again">Share-days are weighted by their days, which a body does not have; earlier rules are not taken.</param>
    public static bool GivesTheRun(StoredRun run, Distribution again) =>
        run.Settlement is null && again.Roster.Window is null && again.Scheme.Rules >= Engine.Schemes.RuleVersion.Third;

    /// <summary>Writes it.</summary>
    /// <param name="row">The run.</param>
    /// <param name="document">Its scheme, as JSON.</param>
    /// <param name="again">It computed again.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task WriteAsync(
        RunRow row, string document, Distribution again, Stream destination, CancellationToken cancellation)
    {
        var terms = StoredRunTerms.Read(row);
        await using var json = new Utf8JsonWriter(destination, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WritePropertyName("document");
        json.WriteRawValue(document);
        json.WriteNumber("year", row.Year);
        WriteTexts(json, "parameters", terms.Stated.Parameters);
        WriteTexts(json, "inputs", terms.InputsToBind);
        json.WriteStartArray("households");
        var roster = again.Roster;
        string[] tags = [.. roster.Schema.TagsRead.Append(RosterSchema.RegisteredTag).Distinct(StringComparer.Ordinal)];
        var tagged = tags.Select(tag => tag == RosterSchema.RegisteredTag ? roster.Registered : roster.Tagged(tag)).ToArray();
        for (var household = 0; household < roster.Count; household++)
        {
            json.WriteStartObject();
            json.WriteString("id", roster.Id(household));
            json.WriteStartArray("tags");
            for (var tag = 0; tag < tags.Length; tag++)
            {
                if (tagged[tag].Contains(household))
                {
                    json.WriteStringValue(tags[tag]);
                }
            }

            json.WriteEndArray();
            json.WriteStartObject("holdings");
            for (var at = 0; at < roster.Schema.Holdings.Count; at++)
            {
                var holding = roster.Schema.Holdings[at];
                json.WriteString(holding.Name, TextOf(roster.Holding(at)[household], holding.Decimals));
            }

            json.WriteEndObject();
            if (roster.Labels.Count > 0)
            {
                WriteTexts(json, "labels", roster.Labels.Select(label =>
                    KeyValuePair.Create(label.Name, label[household])));
            }

            json.WriteEndObject();
            if (json.BytesPending > 1 << 16)
            {
                await json.FlushAsync(cancellation);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static string TextOf(long scaled, int decimals)
    {
        var value = (decimal)scaled;
        for (var at = 0; at < decimals; at++)
        {
            value /= 10;
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }
}
