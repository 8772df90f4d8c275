namespace LinkageService.Engine.Workbooks;

/// <summary>What reads a number as people write it, with the whole number that it comes to.</summary>
/// <param name="text">As a spreadsheet has it, by the row where it stands.</param>
/// <param name="valueOf">Of a household, or of any.</param>
internal sealed class RawTerm(Func<int, string> text, Func<int, long> valueOf) : Term
{
    public override long At(int household) => valueOf(household);

    public override void Write(TermWriter writer) => writer.Add(text(writer.Row));
}
