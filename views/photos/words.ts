import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    photo: 'Photo',
    add: 'Add a photo',
    change: 'Change photo',
    remove: 'Remove the photo',
    picture: 'Picture',
    pictureHelp:
      'JPEG, PNG, WebP, GIF or AVIF, at most 20 MB. It is cut to a square; where and when it was taken is not kept.',
    save: 'Save the photo',
    move: 'The square that is kept. Move the picture by dragging it or with the arrow keys.',
    zoom: 'Zoom',
    saved: 'The photo was saved.',
    removed: 'The photo was removed.',
  },
  pt: {
    photo: 'Fotografia',
    add: 'Acrescentar fotografia',
    change: 'Alterar fotografia',
    remove: 'Retirar a fotografia',
    picture: 'Imagem',
    pictureHelp:
      'JPEG, PNG, WebP, GIF ou AVIF, no máximo 20 MB. É cortada num quadrado; onde e quando foi tirada não se guarda.',
    save: 'Guardar a fotografia',
    move: 'O quadrado que fica. Mova a imagem arrastando-a ou com as teclas de seta.',
    zoom: 'Ampliar',
    saved: 'A fotografia foi guardada.',
    removed: 'A fotografia foi retirada.',
  },
})
