namespace LinkageService.Engine.Taxes;

/// <summary>What is taken from what a household is paid with a run, in fen; of a correction, what changes of it.</summary>
/// <param name="TaxFen">Income tax (代扣个人所得税).</param>
/// <param name="SetOffFen">Debts of the household that are set off (抵扣欠款).</param>
public readonly record struct Withheld(long TaxFen, long SetOffFen)
{
    /// <summary>Both.</summary>
    public long Fen => TaxFen + SetOffFen;

    /// <summary>Both together.</summary>
    public static Withheld operator +(Withheld left, Withheld right) =>
        new(left.TaxFen + right.TaxFen, left.SetOffFen + right.SetOffFen);
}
