using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// The published file carries SQLite's native library as a resource and loads it from memory. .NET's own way would unpack it below
/// HOME, which a service often does not have or may not write.
/// </summary>
public static class NativeSqlite
{
    private const string Name = "e_sqlite3";

    /// <summary>Before anything opens a database. Does nothing for a program that has no such resource, but the library beside it.</summary>
    public static void UseResourceOf(Assembly program)
    {
        if (program.GetManifestResourceInfo(Name) is null)
        {
            return;
        }

        var library = new Lazy<nint>(() => Load(program));
        foreach (var caller in (Assembly[])[typeof(SQLite3Provider_e_sqlite3).Assembly, typeof(NativeSqlite).Assembly])
        {
            NativeLibrary.SetDllImportResolver(caller, (name, _, _) => name == Name ? library.Value : 0);
        }
    }

    private static nint Load(Assembly program)
    {
        var memory = MemoryFile(Name, 0);
        if (memory < 0)
        {
            return LoadFromTemp(program);
        }

        using var file = new FileStream(new SafeFileHandle(memory, ownsHandle: true), FileAccess.Write);
        Write(program, file);
        file.Flush();
        return NativeLibrary.TryLoad($"/proc/self/fd/{memory}", out var library) ? library : LoadFromTemp(program);
    }

    /// <summary>For a kernel that is told to keep programs out of memory files.</summary>
    private static nint LoadFromTemp(Assembly program)
    {
        var folder = Directory.CreateTempSubdirectory("amity-");
        try
        {
            var path = Path.Combine(folder.FullName, Name);
            using (var file = File.Create(path))
            {
                Write(program, file);
            }

            return NativeLibrary.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(Assembly program, Stream file)
    {
        using var library = program.GetManifestResourceStream(Name)!;
        library.CopyTo(file);
    }

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true)]
    private static extern int MemoryFile([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);
}
