using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Which steps bring together the money that another draws on.</summary>
internal static class MoneySteps
{
    /// <summary>
    /// The steps before it that put money into its pools or took some out, and those that did so with the pools these draw on.
    /// </summary>
    public static IReadOnlyList<Step> Before(Scheme scheme, Step step)
    {
        var pools = PoolsOf(step).ToHashSet();
        var found = new List<Step>();
        foreach (var earlier in scheme.Steps.TakeWhile(each => !ReferenceEquals(each, step)).Reverse())
        {
            if (PoolsOf(earlier).Any(pools.Contains))
            {
                found.Add(earlier);
                pools.UnionWith(PoolsOf(earlier).Except(earlier.Destinations));
            }
        }

        found.Reverse();
        return found;
    }

    private static IEnumerable<Account> PoolsOf(Step step) => step.Accounts.Where(account => account.Kind == AccountKind.Pool);
}
