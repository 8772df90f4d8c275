namespace LinkageService.Tests.Oracle.Regressions;

/// <summary>A step that gave nobody anything has no amounts; it used to have an empty list of them, which no index
/// fits.</summary>
public sealed class StepWithoutAmountsTests
{
    [Fact]
    public void AmountsFen_SplitStep_IsNull()
    {
        var request = RandomRequests.Of("asset-income", seed: 1, number: 0) with
        {
            Parameters = new Dictionary<string, string>(),
            Inputs = new Dictionary<string, string> { ["income"] = "100.00" },
            Households = [new OracleHousehold("0001", [], new Dictionary<string, string> { ["asset_shares"] = "1" })],
        };
        var steps = EngineRun.Of(request).Distribution!.Steps;
        Assert.Null(steps.Single(step => step.Step.Id == "income_split").AmountsFen);
        Assert.Equal(1, steps.Single(step => step.Step.Id == "asset_dividend").AmountsFen!.Value.Length);
    }
}
