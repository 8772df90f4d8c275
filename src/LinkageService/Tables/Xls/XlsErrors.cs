using System.Buffers.Binary;
using System.Text;

namespace LinkageService.Tables.Xls;

/// <summary>
/// Which cells of a worksheet of Excel 97–2003 hold the error of a formula, such as <c>#REF!</c>: the library reads them as blank, and
/// a blank cell says that there is nothing. [MS-CFB] is the file, [MS-XLS] the records in it.
/// </summary>
internal static class XlsErrors
{
    private const int EndOfChain = -2;
    private const int HeaderSize = 512;
    private const int EntrySize = 128;
    private const int MaxBytes = 256 << 20;

    // Records: a sheet of the workbook, a formula with its result, a flag or error, the end of a part, a password.
    private const int Boundsheet = 0x85;
    private const int Formula = 0x06;
    private const int FlagOrError = 0x205;
    private const int End = 0x0A;
    private const int Password = 0x2F;

    /// <summary>The cells, rows from 1 and columns from 0; the stream's position is kept.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="sheet">The worksheet, from 0.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static HashSet<(int Row, int Column)> Of(Stream file, int sheet)
    {
        var position = file.Position;
        if (file.Length > MaxBytes)
        {
            throw TableException.TooLarge(MaxBytes);
        }

        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        file.Position = position;
        return Cells(Workbook(bytes), sheet);
    }

    private static HashSet<(int Row, int Column)> Cells(byte[] workbook, int sheet)
    {
        var cells = new HashSet<(int Row, int Column)>();
        var sheets = new List<int>();
        foreach (var (kind, body) in Records(workbook, 0))
        {
            if (kind == Password)
            {
                return cells;
            }

            if (kind == Boundsheet)
            {
                sheets.Add(BinaryPrimitives.ReadInt32LittleEndian(workbook.AsSpan(body)));
            }
        }

        foreach (var (kind, body) in sheet < sheets.Count ? Records(workbook, sheets[sheet]) : [])
        {
            var record = workbook.AsSpan(body);
            var isError = kind switch
            {
                FlagOrError => record[7] == 1,
                Formula => record[6] == 2 && record[12] == 0xFF && record[13] == 0xFF,
                _ => false,
            };
            if (isError)
            {
                cells.Add((BinaryPrimitives.ReadUInt16LittleEndian(record) + 1, BinaryPrimitives.ReadUInt16LittleEndian(record[2..])));
            }
        }

        return cells;
    }

    // The records of one part, as their kind and where their body stands.
    private static List<(int Kind, int Body)> Records(byte[] workbook, int start)
    {
        var records = new List<(int Kind, int Body)>();
        for (var at = start; at >= 0 && at + 4 <= workbook.Length;)
        {
            var kind = BinaryPrimitives.ReadUInt16LittleEndian(workbook.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16LittleEndian(workbook.AsSpan(at + 2));
            if (kind == End || at + 4 + length > workbook.Length)
            {
                break;
            }

            if (kind is Boundsheet or Password || (kind is Formula or FlagOrError && length >= 8))
            {
                records.Add((kind, at + 4));
            }

            at += 4 + length;
        }

        return records;
    }

    // The stream of that name: a chain of sectors, or of small ones within the root's chain.
    private static byte[] Workbook(byte[] file)
    {
        var sectorSize = 1 << Math.Min(12, (int)BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(30)));
        var table = Table(file, sectorSize);
        var directory = Chain(file, table, Int(file, 48), sectorSize, HeaderSize);
        byte[]? root = null;
        for (var at = 0; at + EntrySize <= directory.Length; at += EntrySize)
        {
            var nameLength = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 64)) - 2, 0, 62);
            var name = Encoding.Unicode.GetString(directory, at, nameLength);
            var (start, size) = (Int(directory, at + 116), Int(directory, at + 120));
            if (directory[at + 66] == 5)
            {
                root = Chain(file, table, start, sectorSize, HeaderSize);
            }
            else if (name is "Workbook" or "Book")
            {
                var isSmall = size < Int(file, 56) && root is not null;
                var stream = isSmall
                    ? Chain(root!, Ints(Chain(file, table, Int(file, 60), sectorSize, HeaderSize)), start, 64, 0)
                    : Chain(file, table, start, sectorSize, HeaderSize);
                return size >= 0 && size < stream.Length ? stream[..size] : stream;
            }
        }

        throw new InvalidDataException("there is no workbook in the file");
    }

    private static int[] Table(byte[] file, int sectorSize)
    {
        var table = new List<int>();
        var next = 76;
        var list = file.AsSpan(0, Math.Min(HeaderSize, file.Length)).ToArray();
        var (place, last, more) = (next, HeaderSize, Int(file, 68));
        for (var turn = 0; turn <= file.Length / sectorSize; turn++)
        {
            for (; place < last; place += 4)
            {
                if (Int(list, place) is >= 0 and var sector)
                {
                    table.AddRange(Ints(Sector(file, sector, sectorSize, HeaderSize)));
                }
            }

            if (more < 0)
            {
                break;
            }

            list = Sector(file, more, sectorSize, HeaderSize).ToArray();
            (place, last, more) = (0, sectorSize - 4, Int(list, sectorSize - 4));
        }

        return [.. table];
    }

    private static byte[] Chain(byte[] bytes, int[] table, int start, int sectorSize, int before)
    {
        var chain = new MemoryStream();
        for (var (sector, turn) = (start, 0); sector != EndOfChain; turn++)
        {
            if (sector < 0 || sector >= table.Length || turn > table.Length)
            {
                throw new InvalidDataException("a chain of sectors leads nowhere");
            }

            chain.Write(Sector(bytes, sector, sectorSize, before));
            sector = table[sector];
        }

        return chain.ToArray();
    }

    // The last sector of a file may be cut short.
    private static ReadOnlySpan<byte> Sector(byte[] bytes, int sector, int sectorSize, int before)
    {
        var at = before == 0 ? (long)sector * sectorSize : ((long)sector + 1) * sectorSize;
        return at >= bytes.Length
            ? throw new InvalidDataException("a sector is not in the file")
            : bytes.AsSpan((int)at, (int)Math.Min(sectorSize, bytes.Length - at));
    }

    private static int[] Ints(ReadOnlySpan<byte> bytes)
    {
        var ints = new int[bytes.Length / 4];
        for (var at = 0; at < ints.Length; at++)
        {
            ints[at] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at * 4)..]);
        }

        return ints;
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}
