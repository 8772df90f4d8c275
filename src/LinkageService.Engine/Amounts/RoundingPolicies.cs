namespace LinkageService.Engine.Amounts;

/// <summary>The names of the rounding policies in scheme documents and answers.</summary>
public static class RoundingPolicies
{
    private static readonly (RoundingPolicy Policy, string Name)[] Table =
    [
        (RoundingPolicy.LargestRemainder, "largest_remainder"),
        (RoundingPolicy.PerUnitRate, "per_unit_rate"),
        (RoundingPolicy.FloorAndKeep, "floor_and_keep"),
        (RoundingPolicy.HalfUp, "half_up"),
        (RoundingPolicy.AtMost, "at_most"),
        (RoundingPolicy.AtLeast, "at_least"),
    ];

    /// <summary>The stable name, such as <c>largest_remainder</c>.</summary>
    public static string Name(this RoundingPolicy policy) => Table.First(row => row.Policy == policy).Name;

    /// <summary>The policy of a name, or null.</summary>
    public static RoundingPolicy? Find(string name)
    {
        foreach (var (policy, known) in Table)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
            {
                return policy;
            }
        }

        return null;
    }
}
