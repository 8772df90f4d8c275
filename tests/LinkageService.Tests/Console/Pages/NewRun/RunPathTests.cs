using LinkageService.Console.Pages.NewRun;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;

namespace LinkageService.Tests.Console.Pages.NewRun;

/// <summary>What a person filled in on the way to a run: nothing is lost, nothing stale is kept, nothing unsaid is stated.</summary>
public sealed class RunPathTests
{
    private static readonly SchemeLibrary Library = SchemeLibrary.Load();

    [Fact]
    public void Request_DefaultsAndBlanks_AreNotStated()
    {
        var path = Begun("qinglong-citrus-union");
        Fill(path, ("parameters.reproduction_rate", " 30% "), ("parameters.second_dividend_rate", "5%"), ("inputs.surplus", "600000.00"),
            ("inputs.other_collective_income", ""));
        var request = path.Request(preview: true);

        Assert.Equal("qinglong-citrus-union@1", request.Terms.Scheme);
        Assert.Equal([new("reproduction_rate", "30%")], request.Terms.Parameters);
        Assert.Equal([new("surplus", "600000.00")], request.Terms.Inputs);
        Assert.Equal(("2025", "2025-12-31"), (request.Terms.Year, request.RecordDate));
        Assert.Null(request.IdempotencyKey);
        Assert.Equal(path.Request(preview: false).IdempotencyKey, path.Request(preview: false).IdempotencyKey);
    }

    [Fact]
    public void Choose_AnotherScheme_KeepsFiguresOfTheSameNameAndForgetsWhatCameOut()
    {
        var path = Begun("tangwan-four-tier");
        Fill(path, ("inputs.income", "100000.00"));
        path.Roster = new CheckedRoster(5, [], [], Failure: null);
        Assert.True(path.CanReach(PathStep.Preview));
        path.Choose(Scheme("tangwan-four-tier"));
        Assert.NotNull(path.Roster);

        path.Choose(Scheme("liangping-collective-income"));
        Assert.Equal("100000.00", path.Request(preview: true).Terms.Inputs["income"]);
        Assert.Null(path.Roster);
        Assert.Equal((true, false), (path.CanReach(PathStep.Roster), path.CanReach(PathStep.Preview)));
    }

    [Fact]
    public void RecordDate_NotSetByHand_FollowsTheYear()
    {
        var path = Begun("tangwan-four-tier");
        path.SetYear(" 2024 ");
        Assert.Equal("2024-12-31", path.RecordDate);
        path.SetRecordDate("2024-06-30");
        path.SetYear("2023");
        Assert.Equal("2024-06-30", path.RecordDate);
        path.SetRecordDate("");
        Assert.Equal("2023-12-31", path.RecordDate);
    }

    [Fact]
    public void ProblemOf_FieldNobodyWasIn_IsSilentUntilItIsLeft()
    {
        var path = Begun("liangping-collective-income");
        Assert.Null(path.ProblemOf("inputs.income"));
        path.Leave("inputs.income");
        Assert.Equal(ProblemCodes.MissingInput, path.ProblemOf("inputs.income")!.Code);

        // The cap of the clause: 40% is allowed, a hundredth of a per cent more is not.
        Fill(path, ("inputs.income", "1.00"), ("parameters.reserve_rate", "40.01%"));
        path.ShowsEverything = true;
        Assert.Equal(ProblemCodes.ReserveOutOfBounds, path.ProblemOf("parameters.reserve_rate")!.Code);
        Assert.False(path.CanReach(PathStep.Roster));
        Fill(path, ("parameters.reserve_rate", "40%"));
        Assert.Null(path.ProblemOf("parameters.reserve_rate"));
        Assert.True(path.CanReach(PathStep.Roster));
        path.SetYear("25");
        Assert.Equal(ProblemCodes.YearOutOfRange, path.ProblemOf("year")!.Code);
    }

    [Fact]
    public void Refuse_ProblemOfAField_StandsThereUntilTheFieldChanges()
    {
        var path = Begun("tangwan-four-tier");
        Fill(path, ("inputs.income", "1.00"));
        path.Refuse([new Problem(ProblemCodes.OutOfRange, "inputs.income", new LocalizedText("过大", "too large"))]);
        Assert.Equal("过大", path.ProblemOf("inputs.income")!.Message.Zh);
        Fill(path, ("inputs.income", "2.00"));
        Assert.Null(path.ProblemOf("inputs.income"));
    }

    [Theory]
    [InlineData("scheme", PathStep.Scheme)]
    [InlineData("year", PathStep.Figures)]
    [InlineData("inputs.income", PathStep.Figures)]
    [InlineData("parameters.day_wage", PathStep.Figures)]
    [InlineData("recordDate", PathStep.Roster)]
    [InlineData("households", PathStep.Roster)]
    [InlineData("households[0002].holdings.land", PathStep.Roster)]
    [InlineData("steps[2].from", PathStep.Preview)]
    [InlineData("", PathStep.Preview)]
    internal void StepOf_Problem_IsWhereItIsMended(string field, PathStep step) =>
        Assert.Equal(step, RunPath.StepOf(new Problem(ProblemCodes.InvalidValue, field, LocalizedText.Empty)));

    private static Scheme Scheme(string id) => Library.Versions(id)[^1];

    private static RunPath Begun(string scheme)
    {
        var path = new RunPath("tangwan", new DateOnly(2026, 2, 10));
        path.Choose(Scheme(scheme));
        return path;
    }

    private static void Fill(RunPath path, params (string Field, string Text)[] figures)
    {
        foreach (var (field, text) in figures)
        {
            path.Set(path.Inputs.Concat(path.Parameters).Single(figure => figure.Field == field), text);
        }
    }
}
