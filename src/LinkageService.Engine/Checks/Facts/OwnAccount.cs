namespace LinkageService.Engine.Checks.Facts;

/// <summary>A10: an account the organisation's money is kept on.</summary>
/// <param name="Holder">The holder as the bank has it.</param>
/// <param name="HolderKind">Whose it is.</param>
public sealed record OwnAccount(string Holder, AccountHolderKind HolderKind)
{
    /// <summary>The bank (开户行).</summary>
    public string? Bank { get; init; }

    /// <summary>行号, 12 digits.</summary>
    public string? BankCode { get; init; }

    /// <summary>The last four characters of the number.</summary>
    public string? Hint { get; init; }

    /// <summary>The first day it is used.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day it is used; null while it is.</summary>
    public DateOnly? To { get; init; }
}
