namespace LinkageService.Engine.Checks;

/// <summary>What a stored roster says of persons on the record date: counts, and the few a check would name.</summary>
public sealed record PersonsSummary
{
    /// <summary>Persons there on the record date.</summary>
    public int Persons { get; init; }

    /// <summary>Of them, those whose ID number is known.</summary>
    public int WithIdNumber { get; init; }

    /// <summary>Of them, those whose date of birth is known.</summary>
    public int WithBirthDate { get; init; }

    /// <summary>Of them, those of whom it is said whether they are members.</summary>
    public int WithMembership { get; init; }

    /// <summary>Of them, those who are members.</summary>
    public int Members { get; init; }

    /// <summary>Of them, those of whom it is said what they work as.</summary>
    public int WithEmployment { get; init; }

    /// <summary>Persons who left and did not die.</summary>
    public int Left { get; init; }

    /// <summary>Of them, those whose reason is stated.</summary>
    public int LeftWithReason { get; init; }

    /// <summary>Households with an account holder and with persons, in which the two can be compared.</summary>
    public int WithHolder { get; init; }

    /// <summary>Households whose account holder is none of its persons.</summary>
    public IReadOnlyList<string> ForeignHolders { get; init; } = [];

    /// <summary>Households of somebody 100 or older, or not yet born.</summary>
    public IReadOnlyList<string> ImplausibleAges { get; init; } = [];

    /// <summary>Households whose account is that of a child under 14 without a guardian on file.</summary>
    public IReadOnlyList<string> ChildAccounts { get; init; } = [];

    /// <summary>Households of a civil servant without an agreement on file.</summary>
    public IReadOnlyList<string> CivilServants { get; init; } = [];

    /// <summary>Households of a non-member whom three quarters did not vote for.</summary>
    public IReadOnlyList<string> NotEntitled { get; init; } = [];

    /// <summary>Households on the roster all of whose persons had left by then, not all of them by death.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>Households somebody was taken off for a reason that is none, without a document.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Persons of a household on the record date; 0 for none listed.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();
}
