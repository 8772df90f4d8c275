namespace LinkageService.Engine.Proofs;

/// <summary>
/// What a household's slip says, in the one byte form that its leaf binds: a byte 1; the name shown; the number of lines in two bytes;
/// for each a byte (0 counted, 1 only noted; plus 2 where its price follows), step, title, the amount in eight bytes (two's complement)
/// and, where there is one price, quantity, unit and price. Texts have their length before them.
/// </summary>
/// <param name="Name">The name the slip shows, masked where the slip masks it.</param>
/// <param name="Lines">In the order of the slip.</param>
public sealed record ProofStatement(string Name, IReadOnlyList<ProofLine> Lines)
{
    private const byte Form = 1;
    private const byte Record = 1;
    private const byte Priced = 2;

    /// <summary>The bytes.</summary>
    /// <exception cref="ArgumentException">A text takes more than 65,535 bytes.</exception>
    public byte[] ToBytes()
    {
        using var bytes = Written();
        return bytes.ToArray();
    }

    /// <summary>SHA-256 of <see cref="ToBytes"/>.</summary>
    public byte[] Hash()
    {
        using var bytes = Written();
        return bytes.Sum();
    }

    /// <summary>Reads the bytes; null where they are not exactly what <see cref="ToBytes"/> writes.</summary>
    public static ProofStatement? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProofReader(bytes);
        if (reader.Byte() != Form)
        {
            return null;
        }

        var name = reader.Text();
        var count = reader.UInt16();
        var lines = new List<ProofLine>();
        for (var line = 0; line < count && reader.IsGood; line++)
        {
            var flags = reader.Byte();
            if (flags > (Record | Priced))
            {
                return null;
            }

            lines.Add(new ProofLine(reader.Text(), reader.Text(), reader.Int64(), (flags & Record) != 0)
            {
                Price = (flags & Priced) != 0 ? new ProofPrice(reader.Text(), reader.Text(), reader.Text()) : null,
            });
        }

        return reader.IsAtEnd ? new ProofStatement(name, lines) : null;
    }

    private ProofBytes Written()
    {
        Invariant.Holds(Lines.Count <= ushort.MaxValue, "a statement in a proof has at most 65,535 lines");
        var bytes = new ProofBytes(Form);
        bytes.Text(Name);
        bytes.UInt16(Lines.Count);
        foreach (var line in Lines)
        {
            bytes.Byte((byte)((line.IsRecord ? Record : 0) | (line.Price is null ? 0 : Priced)));
            bytes.Text(line.Step);
            bytes.Text(line.Title);
            bytes.Int64(line.AmountFen);
            if (line.Price is { } price)
            {
                bytes.Text(price.Quantity);
                bytes.Text(price.Unit);
                bytes.Text(price.PriceFen);
            }
        }

        return bytes;
    }
}
