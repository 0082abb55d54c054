using System.Formats.Tar;

namespace Amity.Core.Data;

/// <summary>
/// One tar with everything: <c>control.db</c>, and for each network <c>networks/ID/amity.db</c> and <c>networks/ID/files/…</c>, named as in
/// the <see cref="DataFolder"/>. It contains keys and people's content: only its owner may read it.
/// </summary>
public static class Backup
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Writes a backup, also beside a running server: each database as it is at one moment, with the writes that were acknowledged
    /// before. The file appears whole or not at all; an older one of that name is replaced.
    /// </summary>
    public static void Write(DataFolder folder, string file)
    {
        if (!File.Exists(folder.ControlDatabase))
        {
            throw new BackupException($"{folder.Path} holds no data yet: there is nothing to back up.");
        }

        // Beside the target: there must be room for the backup there anyhow, and the final rename stays within one file system.
        file = Path.GetFullPath(file);
        var scratch = $"{file}.{Guid.NewGuid():n}";
        DataFolder.CreateOwnerOnly(scratch);
        try
        {
            var tar = Path.Combine(scratch, "backup.tar");
            using (var output = CreateOwnerOnly(tar))
            {
                using (var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
                {
                    AddAll(writer, folder, scratch);
                }

                output.Flush(flushToDisk: true);
            }

            File.Move(tar, file, overwrite: true);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    internal static FileStream CreateOwnerOnly(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(file, options);
    }

    private static void AddAll(TarWriter writer, DataFolder folder, string scratch)
    {
        // First, so that every network which it knows has its folder by the time we come there.
        AddDatabase(writer, folder.ControlDatabase, "control.db", scratch);
        foreach (var id in folder.NetworkIds())
        {
            if (!File.Exists(folder.NetworkDatabase(id)))
            {
                continue;
            }

            // Before the files: rows refer to files, and a file is stored before its row.
            AddDatabase(writer, folder.NetworkDatabase(id), $"networks/{id}/amity.db", scratch);
            AddFiles(writer, folder.NetworkFiles(id), $"networks/{id}/files");
        }
    }

    private static void AddDatabase(TarWriter writer, string database, string name, string scratch)
    {
        var copy = Path.Combine(scratch, "copy.db");
        SqliteFiles.Copy(database, copy);
        AddFile(writer, new FileInfo(copy), name);
        File.Delete(copy);
    }

    private static void AddFiles(TarWriter writer, string files, string name)
    {
        if (!Directory.Exists(files))
        {
            return;
        }

        foreach (var file in new DirectoryInfo(files).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            // A link is none of ours, and could lead anywhere.
            if (file.LinkTarget is null)
            {
                AddFile(writer, file, $"{name}/{Path.GetRelativePath(files, file.FullName).Replace('\\', '/')}");
            }
        }
    }

    private static void AddFile(TarWriter writer, FileInfo file, string name)
    {
        FileStream content;
        try
        {
            content = file.OpenRead();
        }
        catch (FileNotFoundException)
        {
            // Deleted since it was listed, by the running server.
            return;
        }

        using (content)
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                Mode = OwnerOnly,
                ModificationTime = file.LastWriteTimeUtc,
            });
        }
    }
}
