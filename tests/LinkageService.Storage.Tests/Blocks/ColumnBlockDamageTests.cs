using System.Buffers;
using System.Buffers.Binary;
using LinkageService.Storage.Blocks;

namespace LinkageService.Storage.Tests.Blocks;

/// <summary>Whatever the bytes are, reading gives values of the right shape or says that the block is damaged.</summary>
public sealed class ColumnBlockDamageTests
{
    [Fact]
    public void Read_OfAnyOneChangedByteOrAnyCut_SaysThatTheBlockIsDamaged()
    {
        var bytes = RandomBlock.Write(["07-1", "07-23", "08"], [BlockColumn.Of(new long[] { -5, 70_000, 9 })]);
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var change = 1; change < 256; change++)
            {
                bytes[at] ^= (byte)change;
                Assert.Throws<DamagedBlockException>(() => ColumnBlock.Read(bytes));
                bytes[at] ^= (byte)change;
            }

            Assert.Throws<DamagedBlockException>(() => ColumnBlock.Read(bytes.AsMemory(0, at)));
        }

        Assert.Equal(70_000, ColumnBlock.Read(bytes).Value(0, 1));
    }

    /// <summary>The checksum would find nearly all; sealed again, the checks behind it have to.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfRandomlyMutatedBlocks_AnswersInShapeOrSaysDamaged(bool sealedAgain)
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var (answered, damaged) = (0, 0);
        var blocks = Enumerable.Range(0, 100).Select(_ => RandomBlock.Draw(random).Bytes).ToArray();
        var turns = Thorough.Of(full: 20_000, quick: 4_000);
        for (var turn = 0; turn < turns; turn++)
        {
            var bytes = Mutate(random, blocks[random.Next(blocks.Length)], blocks[random.Next(blocks.Length)]);
            if (sealedAgain && bytes.Length >= 4)
            {
                Seal(bytes);
            }

            try
            {
                Touch(ColumnBlock.Read(bytes), random);
                answered++;
            }
            catch (DamagedBlockException)
            {
                damaged++;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"TEST_SEED={seed}, turn {turn}, bytes {Convert.ToHexString(bytes)}", error);
            }
        }

        Assert.True(damaged * 4 > turns, $"TEST_SEED={seed}: {damaged} damaged");
        Assert.True(!sealedAgain || answered * 20 > turns, $"TEST_SEED={seed}: {answered} answered");
    }

    /// <summary>What random changes seldom meet: each breaks one rule in a block whose length and checksum fit.</summary>
    [Theory]
    [InlineData(0, 2, "its version is unknown")]
    [InlineData(1, 0, "it is too short for its ids|its number of households is out of range")]
    [InlineData(5, 255, "an id has no possible length")]
    [InlineData(9, 4, "the ends of its ids have no possible width")]
    [InlineData(10, 10, "a column has no possible width")]
    [InlineData(10, 200, "a column has no possible width")]
    [InlineData(10, 2, "its length does not fit its columns")]
    public void Read_OfASealedBlockThatBreaksARule_NamesIt(int at, byte value, string what)
    {
        byte[] bytes = [.. RandomBlock.Write(["07-1"], [BlockColumn.Of(new long[] { 5 })]), .. new byte[300]];
        bytes[at] = value;
        bytes[7] = at == 5 ? (byte)2 : bytes[7];

        // One household: its column takes as many bytes as the width says.
        var spare = at == 10 && value != 2 ? value : at == 10 ? 1 : 250;
        bytes = bytes[..^(300 - spare)];
        Seal(bytes);
        var error = Assert.Throws<DamagedBlockException>(() => ColumnBlock.Read(bytes));
        Assert.Contains(what.Split('|'), reason => error.Message.Contains(reason, StringComparison.Ordinal));
    }

    private static void Seal(byte[] bytes) => BinaryPrimitives.WriteUInt32LittleEndian(
        bytes.AsSpan(bytes.Length - 4), BlockLayout.Checksum(bytes.AsSpan(0, bytes.Length - 4)));

    private static byte[] Mutate(Random random, byte[] block, byte[] other)
    {
        var bytes = block.ToArray();
        switch (random.Next(0, 6))
        {
            case 0:
                return bytes[..random.Next(0, bytes.Length)];
            case 1:
                return [.. bytes, .. other.AsSpan(0, random.Next(1, other.Length))];
            case 2:
                // Into the head and the directory, where lengths and widths are.
                for (var times = random.Next(1, 4); times > 0; times--)
                {
                    var at = random.Next(0, Math.Min(bytes.Length, 40));
                    bytes[at] = (byte)random.Next(0, random.Next(0, 2) == 0 ? 12 : 256);
                }

                return bytes;
            case 3:
                var cut = random.Next(0, Math.Min(bytes.Length, other.Length));
                return [.. bytes.AsSpan(0, cut), .. other.AsSpan(cut)];
            case 4:
                random.NextBytes(bytes.AsSpan(random.Next(0, bytes.Length)));
                return bytes;
            default:
                bytes[random.Next(0, bytes.Length)] ^= (byte)(1 << random.Next(0, 8));
                return bytes;
        }
    }

    private static void Touch(ColumnBlock block, Random random)
    {
        Assert.InRange(block.Count, 1, ColumnBlock.MaxHouseholds);
        var values = new long[block.Count];
        for (var column = 0; column < block.ColumnCount; column++)
        {
            block.CopyColumn(column, values);
            var household = random.Next(block.Count);
            Assert.Equal(values[household], block.Value(column, household));
        }

        block.CopyHousehold(random.Next(block.Count), new long[block.ColumnCount]);
        Assert.InRange(block.IndexOf("0001"u8), -1, block.Count - 1);
        Assert.NotNull(block.FirstId);
        Assert.NotNull(block.LastId);
        block.CopyIdLines(new ArrayBufferWriter<byte>());
    }
}
