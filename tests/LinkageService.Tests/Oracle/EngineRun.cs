using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Tests.Oracle;

/// <summary>Runs the engine on the same plain texts the oracle reads.</summary>
internal static class EngineRun
{
    /// <summary>The distribution, or the code of the first problem by precedence.</summary>
    public static (Distribution? Distribution, string? Error) Of(OracleRequest request) =>
        Of(OracleCases.Scheme(request.Scheme), request);

    public static (Distribution? Distribution, string? Error) Of(Scheme scheme, OracleRequest request)
    {
        var problems = new List<Problem>();
        var terms = RunTerms.Bind(scheme, request.Year, request.Parameters, request.Inputs, problems);
        var builder = new RosterBuilder(scheme.RosterSchema, maxHouseholds: 10_000);
        foreach (var household in request.Households)
        {
            Add(builder, household);
        }

        var roster = builder.Build();
        problems.AddRange(builder.Problems);
        if (problems.Count > 0)
        {
            return (null, problems.MinBy(problem => ProblemCodes.Precedence(problem.Code))!.Code.Name);
        }

        var outcome = Calculation.Run(scheme, terms!, roster!);
        return (outcome.Distribution, outcome.Problems.FirstOrDefault()?.Code.Name);
    }

    private static void Add(RosterBuilder builder, OracleHousehold household)
    {
        builder.Begin();
        builder.Id(Encoding.UTF8.GetBytes(household.Id));
        foreach (var tag in household.Tags)
        {
            builder.Tag(Encoding.UTF8.GetBytes(tag));
        }

        foreach (var (name, value) in household.Holdings)
        {
            builder.Holding(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        }

        builder.End();
    }
}
