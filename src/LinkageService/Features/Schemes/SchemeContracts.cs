using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Http;

namespace LinkageService.Features.Schemes;

/// <summary>All schemes of the library.</summary>
/// <param name="Schemes">The latest version of each, by id.</param>
internal sealed record SchemeListContract(IReadOnlyList<SchemeSummaryContract> Schemes)
{
    /// <summary>The library.</summary>
    public static SchemeListContract Of(SchemeLibrary library) => new(
        [.. library.Latest.Select(scheme => SchemeSummaryContract.Of(scheme, library.Versions(scheme.Id)))]);
}

/// <summary>A scheme in a few words.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Versions">All its versions.</param>
/// <param name="Effective">The years it may be used in.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="LegalForms">Legal forms that may use it.</param>
/// <param name="Parties">Parties to it.</param>
/// <param name="Digest">SHA-256 of its document.</param>
internal sealed record SchemeSummaryContract(
    string Id,
    int Version,
    IReadOnlyList<int> Versions,
    YearsContract Effective,
    WordsContract Title,
    WordsContract Summary,
    IReadOnlyList<string> LegalForms,
    IReadOnlyList<string> Parties,
    string Digest)
{
    /// <summary>A scheme and all its versions.</summary>
    public static SchemeSummaryContract Of(Scheme scheme, IReadOnlyList<Scheme> versions) => new(
        scheme.Id, scheme.Version, [.. versions.Select(version => version.Version)],
        new YearsContract(scheme.EffectiveFrom, scheme.EffectiveTo), WordsContract.Of(scheme.Title), WordsContract.Of(scheme.Summary),
        scheme.LegalForms, scheme.Parties, scheme.Digest);
}

/// <summary>All of a scheme.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Versions">All its versions.</param>
/// <param name="Effective">The years it may be used in.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="LegalForms">Legal forms that may use it.</param>
/// <param name="Parties">Parties to it.</param>
/// <param name="Digest">SHA-256 of its document.</param>
/// <param name="Reading">How ambiguous words of the source were understood.</param>
/// <param name="Sources">Where it comes from.</param>
/// <param name="Parameters">Numbers the organisation decides.</param>
/// <param name="Inputs">The year's figures it needs.</param>
/// <param name="Holdings">Columns of the roster.</param>
/// <param name="Labels">Text columns of the roster, such as the village; left out where there are none.</param>
/// <param name="Groups">Groups it names.</param>
/// <param name="Tags">Tags a household may carry.</param>
/// <param name="Payers">Outside parties that pay.</param>
/// <param name="Funds">Funds and carried accounts.</param>
/// <param name="Steps">What it does, in order.</param>
/// <param name="Requirements">What a result has to meet.</param>
/// <param name="Document">The document itself, as a calculation or a validation takes it.</param>
internal sealed record SchemeContract(
    string Id,
    int Version,
    IReadOnlyList<int> Versions,
    YearsContract Effective,
    WordsContract Title,
    WordsContract Summary,
    IReadOnlyList<string> LegalForms,
    IReadOnlyList<string> Parties,
    string Digest,
    WordsContract Reading,
    IReadOnlyList<SchemeSourceContract> Sources,
    IReadOnlyList<ParameterContract> Parameters,
    IReadOnlyList<InputContract> Inputs,
    IReadOnlyList<HoldingContract> Holdings,
    IReadOnlyList<SchemeLabelContract>? Labels,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Payers,
    IReadOnlyList<SchemeFundContract> Funds,
    IReadOnlyList<StepContract> Steps,
    IReadOnlyList<RequirementContract> Requirements,
    SchemeDocumentContract Document)
{
    /// <summary>A scheme and all its versions.</summary>
    public static SchemeContract Of(Scheme scheme, IReadOnlyList<Scheme> versions)
    {
        var head = SchemeSummaryContract.Of(scheme, versions);
        return new SchemeContract(
            head.Id, head.Version, head.Versions, head.Effective, head.Title, head.Summary, head.LegalForms, head.Parties, head.Digest,
            WordsContract.Of(scheme.Reading), [.. scheme.Sources.Select(SchemeSourceContract.Of)],
            [.. scheme.Parameters.Select(ParameterContract.Of), .. scheme.Tiers.Select(ParameterContract.Of)],
            [.. scheme.Inputs.Select(InputContract.Of)],
            [.. scheme.Holdings.Select(HoldingContract.Of)], SchemeLabelContract.All(scheme.Labels),
            [.. scheme.Groups.Select(group => group.Name)],
            [.. scheme.RosterSchema.KnownTags], scheme.Payers,
            [.. scheme.Funds.Select(fund => new SchemeFundContract(fund.Name, fund.Kind == AccountKind.Carry))],
            [.. scheme.Steps.Select(StepContract.Of)], [.. scheme.Requirements.Select(RequirementContract.Of)],
            new SchemeDocumentContract(scheme.Document));
    }
}

/// <summary>A scheme document as JSON.</summary>
/// <param name="Node">Its root.</param>
[JsonConverter(typeof(SchemeDocumentConverter))]
internal sealed record SchemeDocumentContract(DocumentNode Node);

/// <summary>Years; an end that is left out is open.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
internal sealed record YearsContract(int? From, int? To);

/// <summary>A report with its words, or a law with its article.</summary>
/// <param name="Report">The report.</param>
/// <param name="Quote">Its words.</param>
/// <param name="Page">Where.</param>
/// <param name="Law">The law.</param>
/// <param name="Article">Its article.</param>
internal sealed record SchemeSourceContract(string? Report, string? Quote, string? Page, string? Law, string? Article)
{
    /// <summary>A source.</summary>
    public static SchemeSourceContract Of(SchemeSource source) =>
        new(source.Report, source.Quote, source.Page, source.Law, source.Article);
}

/// <summary>A number the organisation decides, or a table of tiers, which the scheme itself decides.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Type">number, rate, money, parts or tiers.</param>
/// <param name="Per">The unit it is per.</param>
/// <param name="Unit">The unit of a number.</param>
/// <param name="Decimals">Decimals it may be written with.</param>
/// <param name="Required">Whether a request has to state it.</param>
/// <param name="Default">Its value unless stated.</param>
/// <param name="Min">The smallest allowed.</param>
/// <param name="Max">The largest allowed.</param>
/// <param name="Values">Values from a year on; they go before the default.</param>
/// <param name="RangeCode">The error code outside its range.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Clause">The words it comes from.</param>
/// <param name="Tiers">The table of a parameter of type tiers, which a request does not state; null for the rest. Per, unit and
/// decimals are then those of its values.</param>
internal sealed record ParameterContract(
    string Name,
    string Type,
    string? Per,
    string? Unit,
    int Decimals,
    bool Required,
    string? Default,
    string? Min,
    string? Max,
    IReadOnlyList<YearValueContract>? Values,
    string RangeCode,
    WordsContract Title,
    string? Clause,
    TierTableContract? Tiers)
{
    /// <summary>A table of tiers.</summary>
    public static ParameterContract Of(TierTable table) => new(
        table.Name, "tiers", table.Gives.Per, table.Gives.Unit, table.Gives.Decimals, Required: false, Default: null, Min: null, Max: null,
        Values: null, table.Gives.RangeCode.Name, WordsContract.Of(table.Title), table.Gives.Clause, TierTableContract.From(table));

    /// <summary>A parameter.</summary>
    public static ParameterContract Of(SchemeParameter parameter)
    {
        return new ParameterContract(
            parameter.Name, parameter.Type.ToString().ToLowerInvariant(), parameter.Per, parameter.Unit, parameter.Decimals,
            parameter is { Default: null, Values.Count: 0 }, Text(parameter.Default), Text(parameter.Min), Text(parameter.Max),
            parameter.Values.Count == 0
                ? null
                : [.. parameter.Values.Select(each => new YearValueContract(each.Year, FigureText.Of(parameter, each.Value)))],
            parameter.RangeCode.Name, WordsContract.Of(parameter.Title), parameter.Clause, Tiers: null);

        string? Text(Fraction? value) => value is { } known ? FigureText.Of(parameter, known) : null;
    }
}

/// <summary>A table of tiers.</summary>
/// <param name="Of">The unit of the figure and of the limits; left out for a plain number.</param>
/// <param name="Gives">What the values are: rate, money or number.</param>
/// <param name="Mode">marginal: each part of the figure by its own tier; whole: all of it by the tier it falls in; fixed: the value of
/// that tier itself.</param>
/// <param name="Rows">The tiers, from the lowest.</param>
/// <param name="Later">The tiers from a year on.</param>
/// <param name="Words">The table in a sentence.</param>
internal sealed record TierTableContract(
    string? Of, string Gives, string Mode, IReadOnlyList<TierRowContract> Rows, IReadOnlyList<YearTiersContract>? Later,
    WordsContract Words)
{
    /// <summary>A table.</summary>
    public static TierTableContract From(TierTable table) => new(
        table.Of, table.Gives.Type.ToString().ToLowerInvariant(), table.Mode.ToString().ToLowerInvariant(), RowsOf(table, table.Tiers),
        table.Later.Count == 0 ? null : [.. table.Later.Select(later => new YearTiersContract(later.Year, RowsOf(table, later.Tiers)))],
        WordsContract.Of(table.Words));

    private static TierRowContract[] RowsOf(TierTable table, IReadOnlyList<Tier> tiers) =>
        [.. tiers.Select(tier => TierRowContract.Of(table, tier))];
}

/// <summary>One tier; the last has no limit.</summary>
/// <param name="UpTo">Where it ends, the limit included.</param>
/// <param name="Below">Where it ends, the limit excluded.</param>
/// <param name="Value">What goes with a figure in it.</param>
internal sealed record TierRowContract(string? UpTo, string? Below, string Value)
{
    /// <summary>A tier of a table.</summary>
    public static TierRowContract Of(TierTable table, Tier tier)
    {
        var limit = tier.Limit is { } known ? FigureText.OfLimit(table, known) : null;
        return new TierRowContract(
            table.IncludesLimit ? limit : null, table.IncludesLimit ? null : limit, FigureText.Of(table.Gives, tier.Value));
    }
}

/// <summary>The tiers from a year on.</summary>
/// <param name="From">The year.</param>
/// <param name="Rows">The tiers.</param>
internal sealed record YearTiersContract(int From, IReadOnlyList<TierRowContract> Rows);

/// <summary>A value from a year on.</summary>
/// <param name="From">The year.</param>
/// <param name="Value">The value.</param>
internal sealed record YearValueContract(int From, string Value);

/// <summary>A figure of the year's accounts.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Type">money, count, rate, price or quantity.</param>
/// <param name="Per">The unit a price is per.</param>
/// <param name="Unit">The unit of a quantity.</param>
/// <param name="Decimals">Decimals it may be written with.</param>
/// <param name="Pool">Whether it is money to distribute.</param>
/// <param name="Required">Whether a request has to state it.</param>
/// <param name="Default">Its value unless stated.</param>
/// <param name="Carried">The carried account it goes on from: unless a run states it, it is what the last approved run by this scheme
/// left there.</param>
/// <param name="Title">Its name for people.</param>
internal sealed record InputContract(
    string Name, string Type, string? Per, string? Unit, int Decimals, bool Pool, bool Required, string? Default, string? Carried,
    WordsContract Title)
{
    /// <summary>An input.</summary>
    public static InputContract Of(SchemeInput input) => new(
        input.Name, input.Type.Word(), input.Figure?.Per, input.Figure?.Unit, input.Decimals, input.IsPool, input.Default is null,
        input.Default is { } value ? FigureText.Of(input, value) : null, input.Carried, WordsContract.Of(input.Title));
}

/// <summary>A column of the roster.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Decimals">Decimals it may be written with.</param>
/// <param name="Required">Whether every household has to state it.</param>
/// <param name="Default">Its value unless stated.</param>
/// <param name="Weighting">How a stored roster gives its value: record_date (what is held on the record date) or time_weighted (the
/// sum of what is held each day from the first of the year, or the run's from, to the record date).</param>
/// <param name="Carried">The step it goes on from: a stored roster has what the last approved run by this scheme gave or noted
/// there.</param>
/// <param name="MemberAccount">The column of the member account it is: capital, reserve_quota, subsidy_quota, donation_quota or
/// patronage; left out for none.</param>
/// <param name="Counted">true where it counts members, such as members(age >= 70): a stored roster counts them out of its persons on
/// the record date, households sent with a request state it under its name. Left out for a column the scheme declares.</param>
/// <param name="Title">Its name for people.</param>
internal sealed record HoldingContract(
    string Name, string Unit, int Decimals, bool Required, string? Default, string Weighting, string? Carried, string? MemberAccount,
    bool? Counted, WordsContract Title)
{
    /// <summary>A holding.</summary>
    public static HoldingContract Of(SchemeHolding holding) => new(
        holding.Name, holding.Unit, holding.Column.Decimals, holding.Column.Default is null,
        holding.Column.Default is { } value ? DecimalText.Format(value, holding.Column.Decimals) : null, holding.Weighting.Name(),
        holding.Carried, holding.MemberAccount?.Word(), holding.Members is null ? null : true, WordsContract.Of(holding.Title));
}

/// <summary>What a household belongs to: a text column of the roster, which every household has to state.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Title">Its name for people.</param>
internal sealed record SchemeLabelContract(string Name, WordsContract Title)
{
    /// <summary>The labels; null where there are none.</summary>
    public static IReadOnlyList<SchemeLabelContract>? All(IReadOnlyList<SchemeLabel> labels) =>
        labels.Count == 0 ? null : [.. labels.Select(label => new SchemeLabelContract(label.Name, WordsContract.Of(label.Title)))];
}

/// <summary>A fund or carried account.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Carried">Whether it is carried to the next year.</param>
internal sealed record SchemeFundContract(string Name, bool Carried);

/// <summary>A step.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Clause">The words it carries out.</param>
/// <param name="Benefit">What its lines are called; left out when it gives none.</param>
internal sealed record StepContract(string Id, string Kind, WordsContract Title, string? Clause, string? Benefit)
{
    /// <summary>A step.</summary>
    public static StepContract Of(Step step) =>
        new(step.Id, step.Kind, WordsContract.Of(step.Title), step.Clause, step.GivesLines ? step.Benefit : null);
}

/// <summary>What a result has to meet: a run that does not is refused.</summary>
/// <param name="Formula">What is looked at.</param>
/// <param name="Comparison">above, atLeast, below or atMost.</param>
/// <param name="Bound">The bound, a formula.</param>
/// <param name="To">The group of whose households it is required; left out for everyone, or where it is of a sum.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Clause">The words it comes from.</param>
/// <param name="Code">The code of the refusal.</param>
internal sealed record RequirementContract(
    string Formula, string Comparison, string Bound, string? To, WordsContract Title, string? Clause, string Code)
{
    /// <summary>A requirement.</summary>
    public static RequirementContract Of(Requirement requirement) => new(
        requirement.Formula, requirement.Key, requirement.Bound, requirement.To, WordsContract.Of(requirement.Title),
        requirement.Clause, requirement.Code.Name);
}

/// <summary>What checking a scheme document gave.</summary>
/// <param name="Valid">Whether it can be run.</param>
/// <param name="Scheme">What it is, when it can.</param>
/// <param name="Problems">Errors and warnings, in the order of the text.</param>
internal sealed record ValidationContract(bool Valid, ValidSchemeContract? Scheme, IReadOnlyList<SchemeProblemContract> Problems)
{
    /// <summary>What came of compiling a document.</summary>
    public static ValidationContract Of(SchemeCompilation compilation) => new(
        compilation.Scheme is not null,
        compilation.Scheme is not { } scheme
            ? null
            : new ValidSchemeContract(scheme.Id, scheme.Version, scheme.Digest, WordsContract.Of(scheme.Title)),
        [.. compilation.Problems.Select(SchemeProblemContract.Of)]);
}

/// <summary>A scheme that can be run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 of the document.</param>
/// <param name="Title">Its name.</param>
internal sealed record ValidSchemeContract(string Id, int Version, string Digest, WordsContract Title);

/// <summary>Something wrong with a scheme document.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Severity">error or warning.</param>
/// <param name="Field">Path in the document.</param>
/// <param name="Line">Line of the text, from 1.</param>
/// <param name="Column">Column of the text, from 1.</param>
/// <param name="Message">What was got and what is wanted.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record SchemeProblemContract(
    string Code, string Severity, string Field, int? Line, int? Column, WordsContract Message, WordsContract? Hint)
{
    /// <summary>A problem of a document.</summary>
    public static SchemeProblemContract Of(Problem problem) => new(
        problem.Code.Name, problem.IsWarning ? "warning" : "error", ProblemResponse.Printable(problem.Field),
        problem.Line > 0 ? problem.Line : null, problem.Line > 0 ? problem.Column : null, WordsContract.Of(problem.Message),
        problem.Hint is { } hint ? WordsContract.Of(hint) : null);
}

/// <summary>How schemes are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SchemeListContract))]
[JsonSerializable(typeof(SchemeContract))]
[JsonSerializable(typeof(ValidationContract))]
internal sealed partial class SchemeContracts : JsonSerializerContext;
