using System.Text.Json;
using LinkageService.Engine.Runs;
using LinkageService.Errors;

namespace LinkageService.Features.Calculations;

/// <summary>A statement whose lines say why they are what they are: the same fields as <see cref="StatementText"/>, and more.</summary>
internal static class ExplainedStatement
{
    public static void Write(Utf8JsonWriter json, Distribution distribution, int household)
    {
        json.WriteStartObject();
        json.WriteString("household"u8, distribution.Roster.IdUtf8(household));
        json.WriteString("total"u8, distribution.Total(household).ToString());
        json.WriteStartArray("lines"u8);
        WriteLines(json, distribution, household, records: false);
        json.WriteEndArray();
        if (distribution.Steps.Any(step => step.IsRecord && Fen(step, household) != 0))
        {
            json.WriteStartArray("records"u8);
            WriteLines(json, distribution, household, records: true);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static long Fen(StepResult step, int household) => step.AmountsFen is { } amounts ? amounts.Span[household] : 0;

    private static void WriteLines(Utf8JsonWriter json, Distribution distribution, int household, bool records)
    {
        foreach (var step in distribution.Steps)
        {
            var fen = Fen(step, household);
            if (step.IsRecord != records || fen == 0)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("step"u8, step.Step.Id);
            json.WriteString("benefit"u8, step.Step.Benefit);
            json.WriteString("amount"u8, new Engine.Amounts.Money(fen).ToString());
            WriteExplanation(json, distribution.Explain(household, step));
            json.WriteEndObject();
        }
    }

    private static void WriteExplanation(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartObject("explanation"u8);
        ProblemAnswer.WriteWords(json, "text", explanation.Text);
        if (explanation.Clause is { } clause)
        {
            json.WriteString("clause"u8, clause);
        }

        json.WriteStartArray("figures"u8);
        foreach (var (name, value) in explanation.Figures)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteString("value"u8, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
