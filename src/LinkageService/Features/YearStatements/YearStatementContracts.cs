using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Http;

namespace LinkageService.Features.YearStatements;

/// <summary>The official statements of a year.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Year">Of which year.</param>
/// <param name="Form">cooperative: 盈余及盈余分配表 with its 20 lines; collective: 收益及收益分配表.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Status">draft or closed, as it was entered; left out where none was entered.</param>
/// <param name="Lines">In the order of the form.</param>
/// <param name="Equity">成员权益变动表; left out for a collective.</param>
/// <param name="Ties">Figures that have to be the same.</param>
/// <param name="Notes">What the notes have to say.</param>
/// <param name="Missing">What nobody stated; as long as there is any, sums stay unknown.</param>
internal sealed record YearStatementContract(
    string Organization, int Year, string Form, WordsContract Title, string? Status, IReadOnlyList<YearLineContract> Lines,
    IReadOnlyList<EquityRowContract>? Equity, IReadOnlyList<StatementTieContract> Ties, IReadOnlyList<YearNoteContract> Notes,
    IReadOnlyList<MissingLineContract> Missing)
{
    /// <summary>The statements.</summary>
    public static YearStatementContract Of(YearAccounts accounts) => new(
        accounts.Organization.Id, accounts.Year, accounts.Statement.IsCooperative ? "cooperative" : "collective",
        WordsContract.Of(accounts.Title), accounts.IsDraft is { } draft ? draft ? "draft" : "closed" : null,
        [.. accounts.Statement.Lines.Select(YearLineContract.Of)],
        accounts.Equity is { } equity ? [.. equity.Rows.Select(EquityRowContract.Of)] : null,
        [.. accounts.Ties.Select(tie => new StatementTieContract(tie.Code, WordsContract.Of(tie.Text), tie.Holds))],
        [.. accounts.Notes.Select(note => new YearNoteContract(
            WordsContract.Of(note.Title), note.Text is { } text ? WordsContract.Of(text) : null))],
        [.. accounts.Missing.Select(line => new MissingLineContract(line.Fact, line.Field, WordsContract.Of(line.Title)))]);
}

/// <summary>A line of the statement.</summary>
/// <param name="Code">Its word.</param>
/// <param name="Title">What the form calls it.</param>
/// <param name="Number">行次, from 1; left out for a collective.</param>
/// <param name="Amount">Yuan of the year; left out where nobody stated it.</param>
/// <param name="LastYear">Yuan of the year before; left out where nobody stated it.</param>
/// <param name="Origin">missing, stated, runs, lastYear or computed.</param>
internal sealed record YearLineContract(
    string Code, WordsContract Title, int? Number, string? Amount, string? LastYear, string Origin)
{
    /// <summary>A line.</summary>
    public static YearLineContract Of(OfficialLine line) => new(
        line.Code, WordsContract.Of(line.Title), line.Number, line.Amount?.ToString(), line.LastYear?.ToString(), OriginOf(line.Origin));

    /// <summary>The word of an origin.</summary>
    public static string OriginOf(LineOrigin origin) => JsonNamingPolicy.CamelCase.ConvertName(origin.ToString());
}

/// <summary>A row of 成员权益变动表; an amount that nobody stated is left out.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Capital">股金.</param>
/// <param name="SpecialFund">专项基金.</param>
/// <param name="CapitalReserve">资本公积.</param>
/// <param name="SurplusReserve">盈余公积.</param>
/// <param name="Undistributed">未分配盈余.</param>
/// <param name="Total">合计.</param>
internal sealed record EquityRowContract(
    WordsContract Title, string? Capital, string? SpecialFund, string? CapitalReserve, string? SurplusReserve, string? Undistributed,
    string? Total)
{
    /// <summary>A row.</summary>
    public static EquityRowContract Of(EquityRow row) => new(
        WordsContract.Of(row.Title), Text(row.Amounts[0]), Text(row.Amounts[1]), Text(row.Amounts[2]), Text(row.Amounts[3]),
        Text(row.Amounts[4]), Text(row.Total));

    private static string? Text(Money? amount) => amount?.ToString();
}

/// <summary>Two figures that have to be the same.</summary>
/// <param name="Code">Its word.</param>
/// <param name="Text">Both, in words.</param>
/// <param name="Holds">Whether they are; left out where one is not known.</param>
internal sealed record StatementTieContract(string Code, WordsContract Text, bool? Holds);

/// <summary>A note.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What it says; left out where it is not stated.</param>
internal sealed record YearNoteContract(WordsContract Title, WordsContract? Text);

/// <summary>Something that nobody stated.</summary>
/// <param name="Fact">The kind of fact to enter, as the address of facts names it.</param>
/// <param name="Field">Its field.</param>
/// <param name="Title">What it is.</param>
internal sealed record MissingLineContract(string Fact, string Field, WordsContract Title);

/// <summary>How statements are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(YearStatementContract))]
internal sealed partial class YearStatementContracts : JsonSerializerContext;
