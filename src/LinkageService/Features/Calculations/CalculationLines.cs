using System.Text.Json;
using System.Text.Unicode;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Calculations;

/// <summary>
/// A calculation as lines of JSON: <c>{"header":{…}}</c>, then <c>{"household":{…}}</c> for each; <c>{"result":{…}}</c>, then
/// <c>{"statement":{…}}</c> for each household, then <c>{"end":{…}}</c>. What CalculateStream is over gRPC.
/// </summary>
internal sealed class CalculationLines(CalculateDistribution calculate, Limits limits)
{
    // A value of a line is one deeper than in a body of its own.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = CalculationJsonReader.MaxDepth + 1 };

    /// <summary>Reads the lines of a request and computes.</summary>
    /// <exception cref="RefusedException">Something is wrong with them.</exception>
    public async Task<Distribution> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var parts = new CalculationParts(calculate);
        var household = new HouseholdLine();
        await JsonLines.ReadAsync(request.BodyReader, limits.MaxMessageBytes, (line, number) =>
        {
            Take(parts, household, line, number, cancellation);
            return parts.TakesMore;
        }, cancellation);
        return parts.Finish(cancellation);
    }

    /// <summary>Writes the result, each statement and the end; waits while the caller does not read.</summary>
    public static async Task WriteAsync(HttpContext http, Distribution distribution, CancellationToken cancellation)
    {
        using var buffer = new ResponseBuffer();
        await using var json = JsonLines.Begin(http, buffer);
        var result = CalculationResultContract.Of(CalculationSummary.Of(distribution));
        JsonLines.Write(buffer, json, "result", line =>
            JsonSerializer.Serialize(line, result, CalculationContracts.Default.CalculationResultContract));
        await buffer.MoveToAsync(http.Response.BodyWriter, cancellation);
        using (var statements = new StatementText(distribution, asLines: true))
        {
            while (statements.TryTake(out var chunk))
            {
                await http.Response.BodyWriter.WriteAsync(chunk, cancellation);
            }
        }

        await JsonLines.EndAsync(http, buffer, json, distribution.Roster.Count);
    }

    private void Take(
        CalculationParts parts, HouseholdLine household, ReadOnlyMemory<byte> line, int number, CancellationToken cancellation)
    {
        if (!Utf8.IsValid(line.Span))
        {
            throw Refused(JsonText.Malformed("不是有效的 UTF-8", "not valid UTF-8"), number);
        }

        try
        {
            var reader = new Utf8JsonReader(line.Span, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Refused(JsonText.WrongType("", "一个对象 {…}", "an object {…}", reader.TokenType), number);
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("household"u8))
            {
                (household.Line, household.Number) = (line, number);
                parts.Households(household, cancellation);
                return;
            }

            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("header"u8))
            {
                throw Refused(OneOfTheTwo(), number);
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            RequireEnd(ref reader, number);
            parts.Header(CalculationJsonReader.ReadHeader(line[start..end], limits));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refused(JsonProblems.Malformed(exception, number), number);
        }
    }

    // What stands after the object is refused by the reader itself.
    private static void RequireEnd(ref Utf8JsonReader reader, int number)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndObject)
        {
            throw Refused(OneOfTheTwo(), number);
        }

        reader.Read();
    }

    private static Problem OneOfTheTwo() => new(ProblemCodes.MalformedRequest, "", new LocalizedText(
        "每行只写一项：第一行 {\"header\":{…}}，之后每行 {\"household\":{…}}",
        "each line has one member: the first {\"header\":{…}}, every line after it {\"household\":{…}}"));

    private static RefusedException Refused(Problem problem, int line) =>
        new(Failure.Of(problem.Line > 0 ? problem : problem with { Line = line, Column = 1 }));

    /// <summary>The household of a line.</summary>
    private sealed class HouseholdLine : IHouseholdSource
    {
        private readonly byte[] _scratch = new byte[JsonHouseholds.ScratchBytes];

        /// <summary>The whole line.</summary>
        public ReadOnlyMemory<byte> Line { get; set; }

        /// <summary>Its number in the body.</summary>
        public int Number { get; set; }

        /// <inheritdoc/>
        public void AddTo(RosterBuilder roster, Scheme scheme, CancellationToken cancellation)
        {
            if (!roster.Begin())
            {
                return;
            }

            var reader = new Utf8JsonReader(Line.Span, Options);
            reader.Read();
            reader.Read();
            reader.Read();
            JsonHouseholds.ReadOne(ref reader, roster, _scratch);
            RequireEnd(ref reader, Number);
        }
    }
}
