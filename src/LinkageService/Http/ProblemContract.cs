using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Problems;

namespace LinkageService.Http;

/// <summary>A failure, as RFC 9457 has it.</summary>
/// <param name="Type">Address of the code's paragraph.</param>
/// <param name="Title">The code in a few words; Chinese, or English when Accept-Language asks for it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">The first problem in words.</param>
/// <param name="Instance">The address that was asked.</param>
/// <param name="Code">Stable code, the first of <c>errors</c>.</param>
/// <param name="ErrorCount">How many problems there were; at most 100 are listed.</param>
/// <param name="Errors">Everything that is wrong, by precedence.</param>
/// <param name="TraceId">By which the log knows this request.</param>
internal sealed record ProblemContract(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    int ErrorCount,
    List<ProblemEntryContract> Errors,
    string TraceId);

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Field">Path in what was sent; empty for the whole.</param>
/// <param name="Line">Line of the text, from 1, where there is a text.</param>
/// <param name="Column">Column of the text, from 1.</param>
/// <param name="Message">What was got and what is wanted.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="Pool">The pool that is short.</param>
/// <param name="Fund">The fund that is short.</param>
/// <param name="Needed">What a step needs of it, yuan.</param>
/// <param name="Available">What it holds, yuan.</param>
/// <param name="ShortBy">What it lacks, yuan.</param>
/// <param name="RetryAfterSeconds">How many seconds to wait before trying again.</param>
/// <param name="Value">What the cell of a table holds, where it may be shown; what the figure of a requirement comes to;
/// the village whose part of a fund is short.</param>
/// <param name="Bound">What a requirement asks of the figure.</param>
/// <param name="Change">The change that may or may not have been stored; what has its number in the audit log was.</param>
/// <param name="Run">Another run that stands in the way.</param>
/// <param name="State">Its state.</param>
/// <param name="Amount">What it pays, yuan.</param>
/// <param name="Household">The household whose floor is above its cap, or who does not meet a requirement.</param>
/// <param name="Floor">The floor, yuan.</param>
/// <param name="Cap">The cap, yuan.</param>
internal sealed record ProblemEntryContract(
    string Code,
    string Field,
    int? Line,
    int? Column,
    WordsContract Message,
    WordsContract? Hint,
    string? Pool,
    string? Fund,
    string? Needed,
    string? Available,
    string? ShortBy,
    string? RetryAfterSeconds,
    string? Value,
    string? Bound,
    string? Change,
    string? Run,
    string? State,
    string? Amount,
    string? Household,
    string? Floor,
    string? Cap)
{
    private static readonly string[] FigureNames =
    [
        "pool", "fund", "needed", "available", "shortBy", "retryAfterSeconds", "value", "bound", "change", "run", "state", "amount",
        "household", "floor", "cap",
    ];

    /// <summary>A problem as it is sent.</summary>
    public static ProblemEntryContract Of(Problem problem)
    {
        Debug.Assert(problem.Figures.Keys.All(FigureNames.Contains), "every figure of a problem has its field");
        return new ProblemEntryContract(
            problem.Code.Name, ProblemResponse.Printable(problem.Field), problem.Line > 0 ? problem.Line : null,
            problem.Line > 0 ? problem.Column : null, WordsContract.Of(problem.Message),
            problem.Hint is { } hint ? WordsContract.Of(hint) : null, Figure("pool"), Figure("fund"), Figure("needed"),
            Figure("available"), Figure("shortBy"), Figure("retryAfterSeconds"), Figure("value"), Figure("bound"), Figure("change"),
            Figure("run"), Figure("state"), Figure("amount"), Figure("household"), Figure("floor"), Figure("cap"));

        string? Figure(string name) => problem.Figures.TryGetValue(name, out var text) ? ProblemResponse.Printable(text) : null;
    }
}

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemContract))]
internal sealed partial class ProblemContracts : JsonSerializerContext;
