namespace LinkageService.Engine.Checks.Facts;

/// <summary>Whose account it is.</summary>
public enum AccountHolderKind
{
    /// <summary>The organisation's own.</summary>
    Organization,

    /// <summary>The township's agency that keeps the books (村账镇代管).</summary>
    Agency,

    /// <summary>The village committee's: separate books and accounts (财农〔2021〕121号 art. 33).</summary>
    VillageCommittee,

    /// <summary>A person's: barred by the collective law art. 44.</summary>
    Person,
}
