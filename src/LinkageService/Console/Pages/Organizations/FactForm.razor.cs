using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Http;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console.Pages.Organizations;

/// <summary>The form of one kind of fact: its inputs are those of the fields, its body is read as one of REST.</summary>
public sealed partial class FactForm
{
    private FactKind? _kind;
    private JsonObject? _part;
    private string? _name;
    private string? _validFrom;
    private int _year;
    private (string ValidFrom, string Tag)? _read;
    private IReadOnlyList<GivenBenefit> _benefits = [];

    /// <summary>The id of the organisation.</summary>
    [Parameter]
    public string Organization { get; set; } = "";

    /// <summary>The word of the kind.</summary>
    [Parameter]
    public string Kind { get; set; } = "";

    [SupplyParameterFromQuery(Name = "year")]
    private int? Year { get; set; }

    private string Base => "/organizations/" + Uri.EscapeDataString(Organization);

    private string Back => string.Create(CultureInfo.InvariantCulture, $"{Base}/facts?year={_year}");

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => TryAsync(async () =>
    {
        _year = Math.Clamp(Year ?? Dates.Today(Time).AddMonths(-6).Year, 1901, 2998);
        _name = (await AskAsync(
            Permission.WriteHouseholds, caller => Organizations.HandleAsync(caller, Organization, Left))).Name;
        var standing = await AskAsync(
            Permission.WriteHouseholds,
            caller => Facts.ListAsync(caller, Organization, new RosterMoment(new DateOnly(_year, 12, 31)), Left));
        _kind = FactKind.Find(Kind) ?? throw new RefusedException(Failure.Of(
            ProblemCodes.UnknownFact, "没有这种资料", "there is no such kind of fact"));
        _benefits = await AskAsync(
            Permission.WriteHouseholds, caller => Benefits.HandleAsync(caller, Organization, Left));
        Show(standing.Facts.FirstOrDefault(fact => fact.Kind == _kind && (!_kind.IsYearly || fact.Year == _year)));
    });

    private void Show(StoredFact? stored)
    {
        _validFrom = stored?.Fact.ValidFrom;
        _read = stored is null ? null : (stored.Fact.ValidFrom, EntityTag.Of(stored.Fact.KnownAt));
        var shown = stored is null ? null : JsonSerializer.SerializeToNode(FactContract.Of(stored), FactContracts.Default.FactContract);
        _part = shown?[_kind!.Word]?.DeepClone().AsObject() ?? new JsonObject();
    }

    private IEnumerable<FactField> Shown(Type record) => FactField.Of(record)
        .Where(field => field.Said.Only is not { } only || _part!["form"] is null || _part["form"]!.ToString() == only);

    private async Task SaveAsync()
    {
        var body = new JsonObject { [_kind!.Word] = Stated(_part!) };
        if (_kind.IsYearly)
        {
            body["year"] = _year;
        }
        else
        {
            body["validFrom"] = _validFrom;
        }

        if (await TryAsync(async () =>
        {
            var request = FactReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()), Organization, _kind.Word) with
            {
                // Of another date nothing was read.
                IfMatch = _read is { } read && (_kind.IsYearly || read.ValidFrom == _validFrom) ? read.Tag : null,
            };
            await AskAsync(Permission.WriteHouseholds, caller => Put.HandleAsync(caller, request, Left));
        }))
        {
            Navigation.NavigateTo(Back);
        }
    }

    // A line of the other form was filled in before the form was chosen.
    private JsonObject Stated(JsonObject part)
    {
        var stated = part.DeepClone().AsObject();
        var shown = Shown(_kind!.Record).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in part.Select(field => field.Key).Where(name => !shown.Contains(name)))
        {
            stated.Remove(name);
        }

        return stated;
    }

    /// <summary>Whether the lines of a statement make the sums that are stated.</summary>
    private IReadOnlyList<string>? Ties
    {
        get
        {
            if (_kind?.Record != typeof(StatementFacts) || _part!["form"] is null || _part["status"] is null)
            {
                return null;
            }

            var body = new JsonObject { [_kind.Word] = Stated(_part), ["year"] = _year };
            var read = FactReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()), Organization, _kind.Word);
            var statement = LegalRecords.Statement(read.Parts.Statement!, _year);
            return
            [
                Tie(T("各行合计的本年盈余（净收益）", "Net income by the lines"), statement.NetOfLines?.Fen, statement.NetIncome?.Fen),
                Tie(T("推算的年末未分配", "Undistributed at the end, as computed"), Closing(read.Parts.Statement!, statement.Net?.Fen),
                    statement.ClosingUndistributed?.Fen),
            ];
        }
    }

    // Lines that are left empty count as nothing here, and only here: it helps to find a slip of the pen.
    private static long? Closing(StatementFacts facts, long? net) => net + (FactFigures.Fen(facts.OpeningUndistributed) ?? 0)
        + (FactFigures.Fen(facts.TransferredIn) ?? 0) - (FactFigures.Fen(facts.ReserveDrawn) ?? 0)
        - (FactFigures.Fen(facts.PatronageRefund) ?? 0) - (FactFigures.Fen(facts.ResidualDividend) ?? 0)
        - (FactFigures.Fen(facts.ConvertedToCapital) ?? 0) - (FactFigures.Fen(facts.PaidToMembers) ?? 0)
        - (FactFigures.Fen(facts.OtherDistribution) ?? 0);

    private string Tie(string what, long? computed, long? stated) => computed is not { } sum
        ? T($"{what}：还有行没有填，算不出", $"{what}: some lines are empty")
        : stated is not { } said ? T($"{what}：{Yuan(sum)} 元", $"{what}: {Yuan(sum)}")
        : sum == said ? T($"{what}：{Yuan(sum)} 元，与所填相符", $"{what}: {Yuan(sum)}, as stated")
        : T($"{what}：{Yuan(sum)} 元，与所填 {Yuan(said)} 元差 {Yuan(sum - said)} 元",
            $"{what}: {Yuan(sum)}, stated {Yuan(said)}, a difference of {Yuan(sum - said)}");

    private void Set(JsonObject on, FactField field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            on.Remove(field.Name);
            return;
        }

        on[field.Name] = field.Type == FactType.YesNo ? text == "true" : JsonValue.Create(text.Trim());
    }
}
